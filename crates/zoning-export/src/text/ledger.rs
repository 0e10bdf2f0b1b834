//! What the rows of a ledger are called.

use carbon_core::LedgerClass;

use super::Bilingual;

/// The label of a class or of a row that closes the ledger. `outside` is what lies beyond the raster; classes that the model leaves out keep
/// their own names.
pub fn ledger_label(class: &LedgerClass) -> Bilingual {
    match class {
        LedgerClass::Class(class) => Bilingual::new(class.label_en(), class.label_zh()),
        LedgerClass::NoData => Bilingual::new("No data", "无数据"),
        LedgerClass::Outside => Bilingual::new("Outside the raster", "栅格以外"),
        LedgerClass::Unmapped(code) => Bilingual::new(
            format!("Code {code}, not in the legend"),
            format!("代码 {code}（图例未收录）"),
        ),
        LedgerClass::OutsideModel(class) => Bilingual::new(
            format!("{} (outside the model)", class.label_en()),
            format!("{}（模型外）", class.label_zh()),
        ),
    }
}
