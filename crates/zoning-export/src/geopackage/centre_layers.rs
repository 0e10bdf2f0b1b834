//! The layers of centres of gravity in a GeoPackage: points, and ellipses as polygons, both in WGS 84.

use carbon_core::Value;
use gdal::Dataset;
use gdal::errors::GdalError;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{Defn, Feature, OGRFieldType, OGRwkbGeometryType, ToGdal};
use geo::{Geometry, LineString, Point, Polygon};

use super::layer;
use crate::content::{Centre, Centres, CentresOf, Themes};
use crate::text::{Caption, Language};

/// What a layer has of each quantity and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CentreShape {
    /// The centre.
    Point,
    /// The ellipse.
    Ellipse,
}

/// A layer of centres or of ellipses.
pub(crate) struct CentreLayer<'a> {
    pub name: String,
    shape: CentreShape,
    centres: &'a Centres,
}

impl CentreShape {
    pub(crate) const ALL: [Self; 2] = [Self::Point, Self::Ellipse];

    /// The name of its layer in the GeoPackage of this name.
    pub(crate) fn layer_name(self, name: &str) -> String {
        match self {
            Self::Point => format!("{name}_centres"),
            Self::Ellipse => format!("{name}_ellipses"),
        }
    }
}

/// A number of both layers: its field, what people read, and its value.
type Column = (&'static str, [&'static str; 2], fn(&Centre) -> Option<f64>);

/// The fields before the numbers: what a quantity is called, which depends on the language, the
/// field that it is of the zones, and the year.
const FIRST: [(&str, [&str; 2], OGRFieldType::Type); 3] = [
    ("name", ["Quantity", "指标"], OGRFieldType::OFTString),
    ("quantity", ["Field", "字段"], OGRFieldType::OFTString),
    ("year", ["Year", "年份"], OGRFieldType::OFTInteger64),
];

const NUMBERS: [Column; 8] = [
    (
        "longitude",
        ["Longitude of the centre (degrees)", "重心经度（度）"],
        |centre| Some(centre.place[0]),
    ),
    (
        "latitude",
        ["Latitude of the centre (degrees)", "重心纬度（度）"],
        |centre| Some(centre.place[1]),
    ),
    (
        "major_m",
        ["Half the long axis (m)", "长半轴（米）"],
        |centre| Some(centre.ellipse.major_m),
    ),
    (
        "minor_m",
        ["Half the short axis (m)", "短半轴（米）"],
        |centre| Some(centre.ellipse.minor_m),
    ),
    (
        "bearing",
        ["Bearing of the long axis (degrees)", "长轴方向（度）"],
        |centre| centre.ellipse.bearing,
    ),
    (
        "area_ha",
        ["Area of the ellipse (ha)", "椭圆面积（公顷）"],
        |centre| Some(centre.ellipse.area().0),
    ),
    (
        "moved_m",
        ["Moved since the year before (m)", "较上一年移动（米）"],
        |centre| Some(centre.moved?.distance_m),
    ),
    (
        "moved_bearing",
        ["Bearing of that movement (degrees)", "移动方向（度）"],
        |centre| centre.moved?.bearing,
    ),
];

impl<'a> CentreLayer<'a> {
    /// The layers that a GeoPackage has, if the supplement has centres.
    pub(crate) fn all(name: &str, themes: &Themes<'a>) -> Vec<Self> {
        let centres = themes
            .supplement()
            .and_then(|supplement| supplement.centres.as_ref());
        let layers = centres.into_iter().flat_map(|centres| {
            CentreShape::ALL.map(|shape| Self {
                name: shape.layer_name(name),
                shape,
                centres,
            })
        });
        layers.collect()
    }

    fn features(&self) -> impl Iterator<Item = (&'a CentresOf, &'a Centre)> {
        let centres: &'a Centres = self.centres;
        let quantities = centres.quantities.iter();
        quantities.flat_map(|quantity| quantity.years.iter().map(move |centre| (quantity, centre)))
    }

    /// How many features, fields and aliases it has.
    pub(crate) fn expected(&self) -> [usize; 3] {
        let fields = FIRST.len() + NUMBERS.len();
        [self.features().count(), fields, fields]
    }

    /// Writes it.
    pub(crate) fn write(&self, dataset: &mut Dataset, caption: &Caption) -> Result<(), GdalError> {
        let mut srs = SpatialRef::from_epsg(4326)?;
        srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let (en, zh, kind) = match self.shape {
            CentreShape::Point => ("Centres of gravity", "重心", OGRwkbGeometryType::wkbPoint),
            CentreShape::Ellipse => {
                let (en, zh) = ("Standard deviational ellipses", "标准差椭圆");
                (en, zh, OGRwkbGeometryType::wkbPolygon)
            }
        };
        let language = caption.language;
        let (region, status) = (caption.region(), caption.status());
        let title = format!("{region}{}{status}", language.choose(en, zh));
        let known = self.centres.known.in_language(language);
        let description = match &caption.note {
            Some(note) => format!("{note}; {known}"),
            None => known,
        };
        let mut transaction = dataset.start_transaction()?;
        let numbers = NUMBERS.map(|(name, ..)| (name, OGRFieldType::OFTReal));
        let fields = FIRST
            .map(|(name, _, kind)| (name, kind))
            .into_iter()
            .chain(numbers);
        let subject = (&*self.name, &srs, kind);
        let layer = layer::create(&mut transaction, subject, [&title, &description], fields)?;
        let defn = Defn::from_layer(&layer);
        for (quantity, centre) in self.features() {
            let mut feature = Feature::new(&defn)?;
            feature.set_field_string(0, &quantity.title.in_language(language))?;
            feature.set_field_string(1, &quantity.field)?;
            feature.set_field_integer64(2, centre.year.0.into())?;
            for (index, (.., value)) in (FIRST.len()..).zip(NUMBERS) {
                layer::set_field(&mut feature, index, value(centre).map(Value::Number))?;
            }
            feature.set_geometry(self.geometry(centre).to_gdal()?)?;
            feature.create(&layer)?;
        }
        transaction.commit()
    }

    fn geometry(&self, centre: &Centre) -> Geometry<f64> {
        match self.shape {
            CentreShape::Point => Point::from(centre.place).into(),
            CentreShape::Ellipse => {
                let ring = LineString::from(centre.outline.clone());
                Polygon::new(ring, Vec::new()).into()
            }
        }
    }
}

/// The fields with what people read, by their names.
pub(crate) fn aliases(language: Language) -> Vec<(&'static str, String)> {
    let first = FIRST.map(|(name, alias, _)| (name, alias)).into_iter();
    let numbers = NUMBERS.map(|(name, alias, _)| (name, alias));
    let aliased = first.chain(numbers);
    aliased
        .map(|(name, [en, zh])| (name, language.choose(en, zh)))
        .collect()
}
