//! The layers of centres of gravity in a GeoPackage: points, and ellipses as polygons, both in WGS 84.

use carbon_core::Value;
use gdal::Dataset;
use gdal::errors::GdalError;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Defn, Feature, FieldDefn, LayerOptions, OGRFieldType, OGRwkbGeometryType, ToGdal,
};
use geo::{Geometry, LineString, Point, Polygon};

use crate::content::{Centre, Centres, CentresOf, Themes};
use crate::text::{Bilingual, Caption, Language};

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

/// A field of both layers: its name, what people read, and its value.
type Column = (
    &'static str,
    [&'static str; 2],
    OGRFieldType::Type,
    for<'a> fn(&'a CentresOf, &'a Centre) -> Option<Value<'a>>,
);

/// The field of what a quantity is called, which depends on the language.
const NAME: &str = "name";

/// The other fields.
const COLUMNS: [Column; 10] = [
    (
        "quantity",
        ["Field", "字段"],
        OGRFieldType::OFTString,
        |quantity, _| Some(Value::Text(&quantity.field)),
    ),
    (
        "year",
        ["Year", "年份"],
        OGRFieldType::OFTInteger64,
        |_, centre| Some(Value::Integer(centre.year.0.into())),
    ),
    (
        "longitude",
        ["Longitude of the centre (degrees)", "重心经度（度）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.place[0]),
    ),
    (
        "latitude",
        ["Latitude of the centre (degrees)", "重心纬度（度）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.place[1]),
    ),
    (
        "major_m",
        ["Half the long axis (m)", "长半轴（米）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.ellipse.major_m),
    ),
    (
        "minor_m",
        ["Half the short axis (m)", "短半轴（米）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.ellipse.minor_m),
    ),
    (
        "bearing",
        ["Bearing of the long axis (degrees)", "长轴方向（度）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.ellipse.bearing?),
    ),
    (
        "area_ha",
        ["Area of the ellipse (ha)", "椭圆面积（公顷）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.ellipse.area().0),
    ),
    (
        "moved_m",
        ["Moved since the year before (m)", "较上一年移动（米）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.moved?.distance_m),
    ),
    (
        "moved_bearing",
        ["Bearing of that movement (degrees)", "移动方向（度）"],
        OGRFieldType::OFTReal,
        |_, centre| number(centre.moved?.bearing?),
    ),
];

fn number<'a>(value: f64) -> Option<Value<'a>> {
    Some(Value::Number(value))
}

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
        let fields = COLUMNS.len() + 1;
        [self.features().count(), fields, fields]
    }

    /// Writes it.
    pub(crate) fn write(&self, dataset: &mut Dataset, caption: &Caption) -> Result<(), GdalError> {
        let mut srs = SpatialRef::from_epsg(4326)?;
        srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let (title, kind) = match self.shape {
            CentreShape::Point => (
                Bilingual::new("Centres of gravity", "重心"),
                OGRwkbGeometryType::wkbPoint,
            ),
            CentreShape::Ellipse => (
                Bilingual::new("Standard deviational ellipses", "标准差椭圆"),
                OGRwkbGeometryType::wkbPolygon,
            ),
        };
        let language = caption.language;
        let (region, status) = (caption.region(), caption.status());
        let title = format!("{region}{}{status}", title.in_language(language));
        let known = self.centres.known.in_language(language);
        let description = match &caption.note {
            Some(note) => format!("{note}; {known}"),
            None => known.into_owned(),
        };
        let mut transaction = dataset.start_transaction()?;
        let layer = transaction.create_layer(LayerOptions {
            name: &self.name,
            srs: Some(&srs),
            ty: kind,
            options: Some(&[
                "GEOMETRY_NAME=geom",
                &format!("IDENTIFIER={title}"),
                &format!("DESCRIPTION={description}"),
            ]),
        })?;
        FieldDefn::new(NAME, OGRFieldType::OFTString)?.add_to_layer(&layer)?;
        for (name, _, kind, _) in COLUMNS {
            FieldDefn::new(name, kind)?.add_to_layer(&layer)?;
        }
        let defn = Defn::from_layer(&layer);
        for (quantity, centre) in self.features() {
            let mut feature = Feature::new(&defn)?;
            feature.set_field_string(0, &quantity.title.in_language(language))?;
            for (index, (_, _, _, value)) in (1..).zip(COLUMNS) {
                match value(quantity, centre) {
                    Some(Value::Text(text)) => feature.set_field_string(index, text)?,
                    Some(Value::Integer(integer)) => feature.set_field_integer64(index, integer)?,
                    Some(Value::Number(number)) => feature.set_field_double(index, number)?,
                    None => feature.set_field_null(index)?,
                }
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
    let name = (NAME, language.choose("Quantity", "指标").into_owned());
    let rest = COLUMNS
        .iter()
        .map(|(name, [en, zh], ..)| (*name, language.choose(en, zh).into_owned()));
    [name].into_iter().chain(rest).collect()
}
