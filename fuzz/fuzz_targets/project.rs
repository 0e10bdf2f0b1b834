//! A project file is read or refused, whatever its bytes; what is chosen in one that is read is understood or refused.

#![no_main]

use landcarbon::project::Project;
use landcarbon_fuzz::reading::file;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let project = match Project::read(&file("project.toml", bytes)) {
        Ok(project) => project,
        Err(error) => {
            assert!(!format!("{error:#}").is_empty());
            return;
        }
    };
    assert!(!project.years().is_empty());
    let refusals = [
        project.rasters().err(),
        project.coefficients().err(),
        project.fuel_table().err(),
        project.zoning_rule().err(),
        project.deflator().err(),
        project.boundary_options().err(),
        project.raster_options().err(),
        project.legend().err(),
    ];
    for error in refusals.into_iter().flatten() {
        assert!(!format!("{error:#}").is_empty());
    }
    assert!(project.compensation_plan().is_ok(), "refused only later");
});
