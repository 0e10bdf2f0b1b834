//! Reading statistics: one value a row, or workbooks as they are published.

mod entry;
mod grid;
mod heading;
mod implausible;
mod layout;
mod problem;
mod read_sheets;
mod totals;
mod variables;
mod words;
mod zone_labels;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use carbon_core::levels::ColumnValue;
use carbon_core::{IntensityPrices, Observation, Statistic, Subject, Year, ZoneId};

use crate::files::{OtherColumns, Table};
use entry::Entry;
pub use grid::Place;
use grid::is_workbook;
pub(crate) use implausible::find_implausible;
pub use read_sheets::ReadPart;
pub(crate) use totals::{is_name_of_total, take_totals};
use words::Words;
pub(crate) use zone_labels::{Changes, match_zones};

/// Columns that every table has.
const COLUMNS: [&str; 6] = ["zone", "year", "variable", "value", "unit", "source"];

/// The column with how well a value is known.
const STATUS: &str = "status";

const READ_AS_GB18030: &str = "the statistics are read as GB18030 (GBK), since they are not UTF-8";

/// How a table of statistics is to be read.
#[derive(Debug, Clone, Default)]
pub struct StatisticsOptions {
    /// The id under which the table has totals of the region.
    pub region: Option<String>,
    /// The year at whose prices constant GDP is; 0 where it does not matter.
    pub price_year: Year,
    /// The prices that energy intensities refer to.
    pub prices: IntensityPrices,
    /// Variables of the user's own, by which others are shared out.
    pub columns: Vec<String>,
    /// The sheets of a workbook that are read; all if none is named.
    pub sheets: Vec<String>,
    /// Words of the table, with the variable that they mean, or `none`.
    pub read: BTreeMap<String, String>,
    /// The unit of variables of which the table says none.
    pub units: BTreeMap<String, String>,
}

/// The statistics of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// The values.
    pub observations: Vec<Observation>,
    /// The row of each value; none of values that were computed from others.
    pub rows: Vec<SourceRow>,
    /// The values of variables of the user's own.
    pub columns: Vec<ColumnValue>,
    /// How many values each variable has of each status, for tables with a column `status`.
    pub statuses: BTreeMap<String, BTreeMap<String, usize>>,
    /// What was read as what, of a workbook or a table in another layout than one value a row.
    pub parts: Vec<ReadPart>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// The row of a value in the table, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Where it stands.
    pub place: Place,
    /// The name of the zone, in a table with a column `name`.
    pub name: String,
    /// The value.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// How well it is known, in a table with a column `status`.
    pub status: Option<String>,
}

impl Statistics {
    /// Reads a table.
    ///
    /// # Errors
    /// The file is not there or in no encoding that can be told, a column is missing, or a row has an unknown variable or unit, or
    /// a value that is no number; each names the line.
    pub fn read(path: &Path, options: &StatisticsOptions) -> Result<Self> {
        let bytes = landuse_ingest::files::read(path)
            .with_context(|| format!("cannot read the statistics {}", path.display()))?;
        Self::from_bytes(&bytes, options).with_context(|| format!("statistics {}", path.display()))
    }

    /// Whether energy is given by fuel.
    pub fn has_fuels(&self) -> bool {
        self.observations
            .iter()
            .any(|o| matches!(o.statistic, Statistic::Fuel(..)))
    }

    /// Whether all zones are given by codes of digits, and not by names.
    pub(crate) fn has_codes(&self) -> bool {
        let is_code = |zone: &String| zone.bytes().all(|byte| byte.is_ascii_digit());
        self.zones().iter().all(is_code)
    }

    /// The ids of the zones that have a value.
    #[must_use]
    pub fn zones(&self) -> BTreeSet<String> {
        let observed = self.observations.iter().filter_map(|o| match &o.subject {
            Subject::Zone(zone) => Some(zone),
            Subject::Region => None,
        });
        let all = observed.chain(self.columns.iter().map(|value| &value.zone));
        all.map(ZoneId::to_string).collect()
    }

    /// Reads the bytes of a workbook, or of a table with one value a row or in another layout.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn from_bytes(bytes: &[u8], options: &StatisticsOptions) -> Result<Self> {
        if is_workbook(bytes) {
            return Self::from_sheets(bytes, options);
        }
        match Table::from_bytes(bytes, &COLUMNS, &[STATUS]) {
            Ok(table) => Self::from_table(&table, options),
            Err(error) if !error.is::<OtherColumns>() => Err(error),
            Err(error) => Self::from_sheets(bytes, options).map_err(|other| {
                // A table that nearly has the columns is meant to have them.
                match error.downcast::<OtherColumns>() {
                    Ok(columns) if columns.is_near(&COLUMNS) => columns.into(),
                    _ => other,
                }
            }),
        }
    }

    fn from_table(table: &Table, options: &StatisticsOptions) -> Result<Self> {
        let mut warnings = Vec::new();
        if table.in_gb18030 {
            warnings.push(READ_AS_GB18030.to_owned());
        }
        let words = Words::read()?;
        let mut used = BTreeSet::new();
        let (mut observations, mut rows, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = Self::default();
        for row in table.rows() {
            let line = || format!("line {}", row.line);
            let mut entry = Entry::parse(&row).with_context(line)?;
            if options.columns.iter().any(|name| name == entry.variable) {
                columns.extend(entry.column_value(options).with_context(line)?);
            } else {
                let word = entry.variable;
                entry.variable = words.variable(word).with_context(line)?;
                if entry.variable != word {
                    used.insert((word, entry.variable));
                }
                observations.push(entry.observation(options).with_context(line)?);
                rows.push(entry.source_row(&row));
            }
            if let Some(status) = row.cell(STATUS) {
                read.count_status(entry.variable, status);
            }
        }
        warnings.extend(words::warning(&used));
        Ok(Self {
            observations,
            rows,
            columns,
            warnings,
            ..read
        })
    }

    fn count_status(&mut self, variable: &str, status: &str) {
        let of_variable = self.statuses.entry(variable.to_owned()).or_default();
        *of_variable.entry(status.to_owned()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::variables::yuan;
    use super::*;
    use carbon_core::{CoalEquivalent, Fuel, FuelQuantity, Persons};
    use encoding_rs::GB18030;

    const HEADER: &str = "zone,name,year,variable,value,unit,status,source\n";

    fn options() -> StatisticsOptions {
        StatisticsOptions {
            region: Some("36".to_owned()),
            price_year: Year(2010),
            prices: IntensityPrices::Constant,
            columns: vec!["lights".to_owned()],
            sheets: Vec::new(),
            read: BTreeMap::new(),
            units: BTreeMap::new(),
        }
    }

    fn read(rows: &str) -> Result<Statistics> {
        Statistics::from_bytes(format!("{HEADER}{rows}").as_bytes(), &options())
    }

    #[test]
    fn units_are_converted() {
        let rows = "1,A,2020,population,625.5,万人,census,x\n1,A,2020,gdp,5745.51,亿元,official,x\n1,A,2020,energy,2.73,Mtce,stated,x\n";
        let values: Vec<Statistic> = read(rows)
            .unwrap()
            .observations
            .into_iter()
            .map(|o| o.statistic)
            .collect();
        assert_eq!(values[0], Statistic::Population(Persons(6_255_000.0)));
        assert_eq!(
            values[1],
            Statistic::Gdp(yuan(574_551_000_000.0, Year(2020)))
        );
        assert_eq!(values[2], Statistic::Energy(CoalEquivalent(2_730_000.0)));
    }

    #[test]
    fn amounts_of_fuels_have_units_of_their_own() {
        let rows =
            "1,A,2020,raw_coal,12.5,万吨,official,x\n1,A,2020,natural_gas,3,1e8 m3,official,x\n";
        let values: Vec<Statistic> = read(rows)
            .unwrap()
            .observations
            .into_iter()
            .map(|o| o.statistic)
            .collect();
        assert_eq!(
            values[0],
            Statistic::Fuel(Fuel::RawCoal, FuelQuantity(125_000.0))
        );
        assert_eq!(
            values[1],
            Statistic::Fuel(Fuel::NaturalGas, FuelQuantity(300_000_000.0))
        );
        let wrong = format!(
            "{:#}",
            read("1,A,2020,natural_gas,3,t,official,x\n").unwrap_err()
        );
        assert!(wrong.contains("1e8 m3"), "{wrong}");
    }

    #[test]
    fn constant_gdp_is_at_the_prices_of_the_price_year() {
        let found = read("1,A,2020,gdp_constant,10,1e4 yuan,derived,x\n").unwrap();
        assert_eq!(
            found.observations[0].statistic,
            Statistic::GdpConstant(yuan(100_000.0, Year(2010)))
        );
    }

    #[test]
    fn variables_of_the_users_own_are_weights_in_any_unit() {
        let found = read("1,A,2020,lights,7.5,nW/cm2/sr,satellite,x\n36,All,2020,lights,9,nW/cm2/sr,satellite,x\n").unwrap();
        assert!(found.observations.is_empty());
        let [only] = &found.columns[..] else {
            unreachable!("{:?}", found.columns);
        };
        assert_eq!((only.zone.as_str(), only.value), ("1", 7.5));
        let wrong = read("1,A,2020,lights,-1,x,x,x\n").unwrap_err();
        assert!(format!("{wrong:#}").contains("line 2: lights is -1"));
    }

    #[test]
    fn rows_of_the_region_are_its_totals() {
        let found = read("36,Jiangxi,2020,population,45188635,persons,census,x\n").unwrap();
        assert_eq!(found.observations[0].subject, Subject::Region);
        assert_eq!(found.statuses["population"]["census"], 1);
    }

    #[test]
    fn words_of_yearbooks_are_variables_or_questions() {
        let words = "1,A,2020,常住人口,625.5,万人,census,x\n1,A,2020,原煤,12.5,万吨,official,x\n";
        let names =
            "1,A,2020,population,625.5,万人,census,x\n1,A,2020,raw_coal,12.5,万吨,official,x\n";
        let (worded, named) = (read(words).unwrap(), read(names).unwrap());
        assert_eq!(worded.observations, named.observations);
        assert_eq!(worded.statuses, named.statuses);
        assert_eq!(
            worded.warnings,
            ["the statistics are read thus: 原煤 as raw_coal, 常住人口 as population"]
        );
        assert!(named.warnings.is_empty());
        for (word, said) in [("年末总人口", "户籍人口"), ("生产总值指数", "上年=100")]
        {
            let row = format!("1,A,2020,{word},1,人,x,x\n");
            let message = format!("{:#}", read(&row).unwrap_err());
            assert!(
                message.contains("line 2") && message.contains(said),
                "{message}"
            );
        }
    }

    #[test]
    fn a_spreadsheet_in_gbk_is_read_and_said_so() {
        let (bytes, _, _) = GB18030.encode(
            "zone,name,year,variable,value,unit,source\n1,南昌,2020,population,1,万人,年鉴\n",
        );
        let found = Statistics::from_bytes(&bytes, &options()).unwrap();
        assert_eq!(
            found.observations[0].statistic,
            Statistic::Population(Persons(10_000.0))
        );
        assert_eq!(found.warnings.len(), 1);
    }

    #[test]
    fn mistakes_name_the_line_and_what_is_legal() {
        let message = |rows: &str| format!("{:#}", read(rows).unwrap_err());
        let wrong_unit = message("1,A,2020,population,1,persons,c,x\n1,A,2020,energy,1,kWh,c,x\n");
        assert!(
            wrong_unit.contains("line 3")
                && wrong_unit.contains("kWh")
                && wrong_unit.contains("1e4 tce"),
            "{wrong_unit}"
        );
        let wrong_variable = message("1,A,2020,populaton,1,persons,c,x\n");
        assert!(
            wrong_variable.contains("populaton") && wrong_variable.contains("population"),
            "{wrong_variable}"
        );
        assert!(message("1,A,2020,gdp,\"1,000\",yuan,c,x\n").contains("1,000"));
        assert!(message("1,A,20,gdp,1,yuan,c,x\n").contains("20"));
        let no_unit =
            Statistics::from_bytes(b"zone,year,variable,value,source\n", &options()).unwrap_err();
        assert!(no_unit.to_string().contains("unit"), "{no_unit}");
    }
}
