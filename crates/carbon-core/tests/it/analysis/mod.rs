//! Inequality, autocorrelation, centres, drivers, clusters, rules and agreement against independent
//! programs, on the Jiangxi example and on random zones: `fixtures/oracle/analysis`.

mod agreement;
mod centre;
mod clustering;
mod inequality;
mod jiangxi;
mod lmdi;
mod moran;
mod nrca;
mod oracle;
mod rule_list;
mod transition_absorption;
mod zonings;
