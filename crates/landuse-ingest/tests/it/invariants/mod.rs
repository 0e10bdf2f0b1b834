//! What must hold whatever the zones and the rasters are: the list, an ordinary test of each, and a long run of all.

mod ledgers;
mod shapes;
mod shares;
mod trial;

use std::time::{Duration, Instant};

use trial::Invariant;

/// Names the invariants, and makes a test of each.
macro_rules! invariants {
    ($($module:ident::$test:ident, $name:literal, $cases:literal cases, within $allowed:literal $unit:literal;)*) => {
        const ALL: &[Invariant] = &[$(Invariant {
            name: $name,
            cases: $cases,
            allowed: $allowed,
            unit: $unit,
            check: $module::$test,
        }),*];

        $(#[test]
        fn $test() {
            let of_this_test = |invariant: &&Invariant| invariant.name == $name;
            ALL.iter().find(of_this_test).unwrap().tried(None);
        })*
    };
}

invariants! {
    shares::shares_are_within_0_and_1, "shares are within 0 and 1", 400 cases, within 0.0 "cell";
    shares::shares_add_up_to_the_area, "Σ shares = area of the polygon", 400 cases, within 1e-12 "zone";
    shares::zones_along_a_border_add_up_to_1, "zones along a border add up to 1 in each cell", 400 cases, within 0.0 "cell";
    shares::a_shift_by_whole_cells_changes_nothing, "shifting by whole cells", 400 cases, within 1e-12 "cell";
    shares::north_and_south_are_alike, "flipping north and south", 400 cases, within 1e-12 "cell";
    shares::ring_start_and_direction_change_nothing, "ring start and direction", 400 cases, within 0.0 "cell";
    ledgers::the_order_of_zones_changes_nothing, "order of zones", 24 cases, within 0.0 "ha";
    shares::splitting_a_polygon_changes_nothing, "splitting a polygon", 400 cases, within 0.0 "cell";
    ledgers::parts_have_the_hectares_of_the_whole, "hectares of the parts of a polygon", 24 cases, within 7.8e-16 "class";
    shares::refining_the_grid_changes_nothing, "refining the grid", 200 cases, within 1e-12 "cell";
    ledgers::blocks_change_nothing, "block size, layout, compression", 24 cases, within 0.0 "ha";
    ledgers::threads_and_parts_change_nothing, "threads, and parts merged", 12 cases, within 0.0 "ha";
    shares::shares_agree_with_brute_force_clipping, "agreement with brute-force clipping", 400 cases, within 1e-12 "cell";
    ledgers::the_ledger_closes, "the ledger closes", 24 cases, within 1e-12 "rectangle";
    ledgers::what_is_written_reads_back, "what is written reads back the same", 24 cases, within 0.0 "ha";
}

/// Tries each invariant for its part of `INVARIANTS_SECONDS` (60), with the cases of `INVARIANTS_SEED` (1) and the seeds that follow, and
/// prints what docs/reliability.md has.
#[test]
#[ignore = "takes as long as it is told to; scripts/torture runs it"]
fn many_cases_of_each() {
    let given = |name: &str, or: u64| std::env::var(name).map_or(or, |text| text.parse().unwrap());
    let (seconds, first) = (given("INVARIANTS_SECONDS", 60), given("INVARIANTS_SEED", 1));
    let each = Duration::from_secs(seconds) / ALL.len() as u32;
    println!("| invariant | cases | worst deviation | allowed |\n|---|---:|---:|---:|");
    for invariant in ALL {
        let (start, mut cases, mut worst) = (Instant::now(), 0, 0.0_f64);
        for seed in first.. {
            let trial = invariant.tried(Some(seed));
            cases += trial.tried;
            worst = worst.max(trial.worst);
            if start.elapsed() > each {
                break;
            }
        }
        let Invariant {
            name,
            allowed,
            unit,
            ..
        } = invariant;
        let number = |deviation: f64| match deviation {
            0.0 => "0".to_owned(),
            _ => format!("{deviation:.1e} {unit}"),
        };
        println!(
            "| {name} | {cases} | {} | {} |",
            number(worst),
            number(*allowed)
        );
    }
}
