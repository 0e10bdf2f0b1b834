//! Table 4: the region's carbon budget by source and sink, as computed and on one basis.

use carbon_core::{Account, Assessment, BudgetOnBasis, CarbonBasis, LandClass, Tonnes, Variable};

use super::table::{Cell, Column, Row};
use super::{Contents, notes};
use crate::text::Bilingual;

/// One line of the budget: its amount in an account, and the total of which it is a part.
struct Line {
    is_total: bool,
    section: Bilingual,
    label: Bilingual,
    amounts: Vec<Option<Tonnes>>,
    wholes: Vec<Option<Tonnes>>,
}

pub(super) fn contents(assessment: &Assessment) -> Contents {
    let years = || assessment.years.iter().map(|annual| annual.year);
    let mut columns = vec![
        Column::text("section", Bilingual::new("Section", "部分")),
        Column::text("item", Bilingual::new("Source or sink", "碳源或碳汇")),
        Column::text("basis", Bilingual::new("Tonnes of", "吨的口径")),
    ];
    let tonnes = || Bilingual::same("t");
    columns.extend(years().map(|year| {
        let label = Bilingual::new(year.to_string(), format!("{year}年"));
        Column::number(format!("amount_{year}_t"), label, tonnes(), 0)
    }));
    columns.extend(years().map(|year| {
        let label = Bilingual::new(format!("Share {year}"), format!("{year}年占比"));
        Column::percent(format!("share_{year}_pct"), label)
    }));

    let mut rows = Vec::new();
    for line in lines(assessment) {
        let mut basis = line.amounts.iter().flatten().map(|amount| amount.basis);
        let basis = basis
            .next()
            .map_or(Cell::Empty, |basis| Cell::Text(notes::basis(basis)));
        let mut cells = vec![Cell::Text(line.section), Cell::Text(line.label), basis];
        let amounts = line.amounts.iter();
        cells.extend(
            amounts
                .clone()
                .map(|amount| Cell::known(amount.map(|t| t.amount))),
        );
        cells.extend(amounts.zip(&line.wholes).map(|pair| match pair {
            (Some(part), Some(whole)) => Cell::percent(part.amount, whole.amount),
            _ => Cell::Empty,
        }));
        let is_total = line.is_total;
        rows.push(Row { is_total, cells });
    }
    Contents {
        title: Bilingual::new(
            "Carbon budget of the region by source and sink",
            "全区碳收支（按碳源与碳汇）",
        ),
        columns,
        rows,
        notes: table_notes(assessment),
    }
}

/// The lines: sources, their total, sinks, their total, the budget; then totals and budget in t C
/// and in t CO₂.
fn lines(assessment: &Assessment) -> Vec<Line> {
    let in_years = |amount: &dyn Fn(&Account) -> Option<Tonnes>| -> Vec<_> {
        let years = assessment.years.iter();
        years.map(|annual| amount(&annual.region)).collect()
    };
    let emissions = || in_years(&|region| Some(region.emissions));
    let absorption = || in_years(&|region| Some(region.absorption));
    let line = |section: &Bilingual, label, amounts, wholes| Line {
        is_total: false,
        section: section.clone(),
        label,
        amounts,
        wholes,
    };
    let total = |section: &Bilingual, label, amounts, wholes| Line {
        is_total: true,
        ..line(section, label, amounts, wholes)
    };
    let text = |en: &str, zh: &str| Bilingual::new(en, zh);
    let nothing = || in_years(&|_| None);

    let source = text("Source", "碳源");
    let sink = text("Sink", "碳汇");
    let budget = text("Budget", "碳收支");
    let energy = in_years(&|region| Some(region.emissions_energy));
    let respiration = in_years(&|region| Some(region.emissions_respiration));
    let mut lines = vec![
        line(&source, text("Energy", "能源消费"), energy, emissions()),
        line(
            &source,
            text("Respiration", "人口呼吸"),
            respiration,
            emissions(),
        ),
    ];
    let name = |class: &LandClass| text(class.label_en(), class.label_zh());
    let region = assessment.years.first().map(|annual| &annual.region);
    for (class, _) in region.map_or(&[][..], |region| &region.emissions_land) {
        let amount = |region: &Account| {
            let mut land = region.emissions_land.iter();
            let found = land.find(|(found, _)| found == class);
            found.map(|(_, amount)| *amount)
        };
        lines.push(line(&source, name(class), in_years(&amount), emissions()));
    }
    let label = text("Total emissions", "碳排放合计");
    lines.push(total(&source, label, emissions(), emissions()));
    for (class, _) in region.map_or(&[][..], |region| &region.absorption_land) {
        let amounts = in_years(&|region| region.absorption_of(class));
        lines.push(line(&sink, name(class), amounts, absorption()));
    }
    let label = text("Total absorption", "碳吸收合计");
    lines.push(total(&sink, label, absorption(), absorption()));
    let label = text("Emissions less absorption", "碳排放减碳吸收");
    let amounts = in_years(&|region| Some(region.budget));
    lines.push(total(&budget, label, amounts, nothing()));

    for basis in [CarbonBasis::Carbon, CarbonBasis::CarbonDioxide] {
        let section = text(
            &format!("Restated in {}", basis.unit()),
            &format!("折算为 {}", basis.unit()),
        );
        let restated = |part: fn(BudgetOnBasis) -> Tonnes| {
            in_years(&|region| region.restated_as(basis).map(part))
        };
        let emissions = restated(|restated| restated.emissions);
        let absorption = restated(|restated| restated.absorption);
        let budget = restated(|restated| restated.budget);
        if budget.iter().all(Option::is_some) {
            let label = text("Total emissions", "碳排放合计");
            lines.push(line(&section, label, emissions, nothing()));
            let label = text("Total absorption", "碳吸收合计");
            lines.push(line(&section, label, absorption, nothing()));
            let label = text("Emissions less absorption", "碳排放减碳吸收");
            lines.push(total(&section, label, budget, nothing()));
        }
    }
    lines
}

fn table_notes(assessment: &Assessment) -> Vec<Bilingual> {
    let mut lines = vec![
        notes::layout(4),
        Bilingual::new(
            "Formula 5, stated by the paper: C_t = C_z − C_a, emissions less absorption. Above \
             zero the region is a net source. Shares of sources are of the total emissions, those \
             of sinks of the total absorption.",
            "公式5（论文载明）：C_t = C_z − C_a，即碳排放减碳吸收；大于零表示净碳源。碳源占比以碳排放合计为分母，\
             碳汇占比以碳吸收合计为分母。",
        ),
    ];
    lines.extend(notes::mixed(assessment, |region| region.budget.basis));
    lines.push(Bilingual::new(
        "The restated rows convert each source and sink by itself, at 44 t CO₂ to 12 t C; they are \
         this program's and not the paper's.",
        "折算各行按 44 t CO₂ 对应 12 t C 逐项换算，由本程序给出，并非论文内容。",
    ));
    let given = [Variable::Population, Variable::Energy, Variable::Absorption];
    lines.extend(notes::given_totals(assessment, &given));
    lines
}
