//! Items of a SpatioTemporal Asset Catalog: which file one means, and what it says of the file's grid.

use bilingual::Bilingual;
use serde_json::{Map, Value};

use crate::crs::Crs;
use crate::grid::Grid;

/// What is wrong with an item, or with the choice of its asset.
#[derive(Debug, thiserror::Error, Bilingual)]
pub enum StacProblem {
    /// No JSON.
    #[en("it is neither a raster nor a STAC item: {said}; name a raster, or the JSON of an item")]
    #[zh("既不是栅格也不是 STAC 条目：{said}；请写栅格或条目的 JSON")]
    NotJson {
        /// What the parser says.
        said: String,
    },
    /// Another kind of JSON.
    #[en(
        "it is neither a raster nor a STAC item but {found}; name a raster, or the JSON of one item, whose `type` is \"Feature\" and which has `assets`"
    )]
    #[zh(
        "既不是栅格也不是 STAC 条目，而是 {found}；请写栅格，或一个条目的 JSON，其 `type` 为 \"Feature\" 且含有 `assets`"
    )]
    NotItem {
        /// Its `type`.
        found: String,
    },
    /// No asset of that name or role.
    #[en("the item has no asset named \"{asked}\", and none in that role; it has {available}")]
    #[zh("条目中没有名为 \"{asked}\" 的 asset，也没有该 role 的 asset；条目中有 {available}")]
    NoSuchAsset {
        /// What was asked for.
        asked: String,
        /// What there is.
        available: String,
    },
    /// No asset that is said to be data.
    #[en(
        "no asset of the item is in the role \"data\"; name one, as in item.json#NAME: it has {available}"
    )]
    #[zh(
        "条目中没有 role 为 \"data\" 的 asset；请写明一个，例如 item.json#NAME：条目中有 {available}"
    )]
    NoData {
        /// What there is.
        available: String,
    },
    /// More than one that fits.
    #[en(
        "the item has several assets in the role \"{role}\"; name one, as in item.json#NAME: it has {available}"
    )]
    #[zh(
        "条目中有多个 role 为 \"{role}\" 的 asset；请写明一个，例如 item.json#NAME：条目中有 {available}"
    )]
    Several {
        /// The role.
        role: String,
        /// What there is.
        available: String,
    },
    /// An item that only S3 has.
    #[en("an item is read from a file or by https://, not by s3://; download it and name the copy")]
    #[zh("条目从文件或 https:// 读取，不从 s3:// 读取；请下载后写本地文件名")]
    InS3,
    /// Without a place, or with one that is not read.
    #[en(
        "the asset \"{asset}\" lies at \"{href}\", which is not read; it must be https://, http://, s3:// or a path"
    )]
    #[zh("asset \"{asset}\" 位于 \"{href}\"，无法读取；必须是 https://、http://、s3:// 或路径")]
    NoHref {
        /// Its name.
        asset: String,
        /// Its `href`.
        href: String,
    },
}

/// An item, read.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    assets: Map<String, Value>,
    properties: Map<String, Value>,
}

/// An asset of an item, chosen.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    pub(crate) name: String,
    pub(crate) href: String,
    claims: Map<String, Value>,
}

impl Item {
    /// # Errors
    /// The text is no item.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, StacProblem> {
        let not_json = |error: serde_json::Error| StacProblem::NotJson {
            said: error.to_string(),
        };
        let value: Value = serde_json::from_slice(text).map_err(not_json)?;
        let object = |key: &str| value.get(key).and_then(Value::as_object).cloned();
        let kind = value.get("type").and_then(Value::as_str);
        match object("assets") {
            Some(assets) if kind == Some("Feature") => Ok(Self {
                assets,
                properties: object("properties").unwrap_or_default(),
            }),
            assets => Err(StacProblem::NotItem {
                found: match (kind, assets) {
                    (Some("Feature"), None) => "a feature without `assets`".to_owned(),
                    (Some(kind), _) => format!("of type \"{kind}\""),
                    (None, _) => "JSON without a `type`".to_owned(),
                },
            }),
        }
    }

    /// The asset of a name, else the only one of a role; without either, the only one that is data.
    ///
    /// # Errors
    /// There is none, or several.
    pub(crate) fn asset(&self, asked: Option<&str>) -> Result<Asset, StacProblem> {
        let role = asked.unwrap_or("data");
        let named = asked.and_then(|name| self.assets.get_key_value(name));
        let in_role: Vec<_> = self
            .assets
            .iter()
            .filter(|(_, asset)| has_role(asset, role))
            .collect();
        let (name, asset) = match (named, &in_role[..], asked) {
            (Some(named), _, _) => named,
            (None, [only], _) => *only,
            (None, [], Some(asked)) => {
                return Err(StacProblem::NoSuchAsset {
                    asked: asked.to_owned(),
                    available: self.listed(),
                });
            }
            (None, [], None) => {
                return Err(StacProblem::NoData {
                    available: self.listed(),
                });
            }
            (None, [_, ..], _) => {
                return Err(StacProblem::Several {
                    role: role.to_owned(),
                    available: self.listed(),
                });
            }
        };
        let mut claims = self.properties.clone();
        claims.extend(asset.as_object().cloned().unwrap_or_default());
        let href = asset.get("href").and_then(Value::as_str);
        Ok(Asset {
            name: name.clone(),
            href: href.unwrap_or_default().to_owned(),
            claims,
        })
    }

    /// The names of all assets with their roles.
    fn listed(&self) -> String {
        if self.assets.is_empty() {
            return "none".to_owned();
        }
        let one = |(name, asset): (&String, &Value)| match roles(asset).collect::<Vec<_>>() {
            roles if roles.is_empty() => format!("\"{name}\""),
            roles => format!("\"{name}\" ({})", roles.join(", ")),
        };
        let listed: Vec<_> = self.assets.iter().map(one).collect();
        listed.join(", ")
    }
}

impl Asset {
    /// In what the item contradicts the file, whose own word counts.
    pub(crate) fn contradictions(&self, grid: &Grid) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(code) = self.code() {
            let own = grid.crs.name();
            match Crs::from_definition(&code) {
                Ok(crs) if crs.is_same(&grid.crs) => {}
                Ok(_) => found.push(format!(
                    "the STAC item says {code}, the file \"{own}\", which counts"
                )),
                Err(error) => found.push(format!(
                    "the coordinate reference system of the STAC item is not compared with that of the file, \"{own}\": {error}"
                )),
            }
        }
        let shape = self.claims.get("proj:shape").and_then(Value::as_array);
        let cells = |value: &Value| value.as_u64();
        if let Some([Some(rows), Some(columns)]) = shape
            .map(|shape| shape.iter().map(cells).collect::<Vec<_>>())
            .as_deref()
            && (*rows, *columns) != (grid.height.into(), grid.width.into())
        {
            found.push(format!(
                "the STAC item says {columns} × {rows} cells, the file has {} × {}, which count",
                grid.width, grid.height
            ));
        }
        found
    }

    fn code(&self) -> Option<String> {
        let code = self.claims.get("proj:code").and_then(Value::as_str);
        let number = self.claims.get("proj:epsg").and_then(Value::as_u64);
        let number = number.map(|number| format!("EPSG:{number}"));
        code.map(str::to_owned).or(number)
    }
}

fn roles(asset: &Value) -> impl Iterator<Item = &str> {
    let roles = asset.get("roles").and_then(Value::as_array);
    roles.into_iter().flatten().filter_map(Value::as_str)
}

fn has_role(asset: &Value, role: &str) -> bool {
    roles(asset).any(|known| known == role)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = r#"{"type": "Feature", "properties": {"proj:code": "EPSG:32650"}, "assets": {
        "map": {"href": "map.tif", "roles": ["data"], "proj:shape": [10, 20]},
        "look": {"href": "look.png", "roles": ["thumbnail", "overview"]},
        "small": {"href": "small.tif", "roles": ["overview"]},
        "notes": {"href": "notes.txt"}}}"#;

    fn href(asked: Option<&str>) -> String {
        Item::parse(ITEM.as_bytes())
            .unwrap()
            .asset(asked)
            .map_or_else(|problem| problem.to_string(), |asset| asset.href)
    }

    #[test]
    fn an_asset_is_chosen_by_name_then_by_role_and_by_itself_if_it_is_the_data() {
        assert_eq!(href(None), "map.tif");
        assert_eq!(href(Some("notes")), "notes.txt");
        assert_eq!(href(Some("thumbnail")), "look.png");
        let available = "it has \"map\" (data), \"look\" (thumbnail, overview), \"small\" (overview), \"notes\"";
        for asked in ["overview", "nothing"] {
            let problem = href(Some(asked));
            assert!(
                problem.contains(asked) && problem.ends_with(available),
                "{problem}"
            );
        }
    }

    #[test]
    fn what_is_no_item_is_named() {
        for (text, said) in [
            ("{", "EOF"),
            (
                r#"{"type": "Collection", "assets": {}}"#,
                "of type \"Collection\"",
            ),
            (r#"{"type": "Feature"}"#, "a feature without `assets`"),
            ("[]", "JSON without a `type`"),
        ] {
            let problem = Item::parse(text.as_bytes()).unwrap_err().to_string();
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn the_file_counts_and_not_what_the_item_says_of_it() {
        let asset = Item::parse(ITEM.as_bytes()).unwrap().asset(None).unwrap();
        let grid = |epsg: &str, width| {
            let crs = Crs::from_definition(epsg).unwrap();
            Grid::new(width, 10, [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], crs).unwrap()
        };
        assert!(asset.contradictions(&grid("EPSG:32650", 20)).is_empty());
        let said = asset.contradictions(&grid("EPSG:32649", 21)).join("; ");
        assert!(
            said.contains("EPSG:32650") && said.contains("20 × 10"),
            "{said}"
        );
    }
}
