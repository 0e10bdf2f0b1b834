//! Tables, figures, layers, styles and reports of small regions and of the Jiangxi example.

mod choropleth;
mod colours;
mod figures;
mod geopackage;
mod jiangxi;
mod qgis_project;
mod qgis_styles;
mod report;
mod supplement;
mod supplement_layers;
mod support;
mod tables;
mod tables_compensation;
mod tables_formats;
mod theme;
