//! k-means.

use rand::RngExt;
use serde::Serialize;

use super::{ClusteringError, Partition, StandardisedTable, squared_distance};
use crate::numeric::{Purpose, Stream};

/// A zone is moved only if that spares more than this share of what it costs where it is, so that
/// rounding moves none back and forth.
const WORTHWHILE: f64 = 1e-12;

/// How k-means looks for its best partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KMeansOptions {
    /// The seed of the starts. The same seed gives the same partition.
    pub seed: u64,
    /// How many starts; the best result is kept, of equal ones the first.
    pub starts: u32,
    /// How many rounds a start has at most.
    pub rounds: u32,
}

impl Default for KMeansOptions {
    /// 50 starts of at most 300 rounds.
    fn default() -> Self {
        Self {
            seed: 0,
            starts: 50,
            rounds: 300,
        }
    }
}

/// The result of k-means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KMeans {
    /// Which zone is in which cluster.
    pub partition: Partition,
    /// The centre of each cluster, in standardised indicators.
    pub centres: Vec<Vec<f64>>,
    /// The sum of the squared distances of zones from their cluster's centre: what k-means makes
    /// small.
    pub inertia: f64,
}

/// k-means. Each start is drawn as k-means++ does: each next centre a zone, with chances as the
/// squared distance from the centres so far. Lloyd's rounds follow, in which a cluster that loses
/// all its zones takes the one that is farthest from its centre, then Hartigan's, which move single
/// zones as long as that lowers the inertia.
///
/// It finds a local optimum. Several starts make it likely, not certain, that none is better.
///
/// Sources: Arthur & Vassilvitskii 2007, SODA, 1027–1035; Lloyd 1982, IEEE Transactions on
/// Information Theory 28, 129–137; Hartigan 1975, Clustering Algorithms, chapter 4.
///
/// # Errors
///
/// [`ClusteringError`] if the number of clusters is 0 or above that of different zones, or there
/// are no starts.
pub fn k_means(
    table: &StandardisedTable,
    clusters: usize,
    options: KMeansOptions,
) -> Result<KMeans, ClusteringError> {
    table.check(clusters)?;
    let results = (0..options.starts as usize).map(|start| {
        let mut random = Stream::for_item(options.seed, Purpose::Starts, start);
        let centres = first_centres(table, clusters, &mut random);
        let mut labels = lloyd(table, centres, options.rounds);
        move_singly(table, &mut labels, clusters, options.rounds);
        result(table, &labels)
    });
    let best = results.reduce(|best, next| {
        if next.inertia < best.inertia {
            next
        } else {
            best
        }
    });
    best.ok_or(ClusteringError::NoStarts)
}

fn first_centres(table: &StandardisedTable, clusters: usize, random: &mut Stream) -> Vec<Vec<f64>> {
    let mut centres = vec![table.row(random.random_range(0..table.number())).to_vec()];
    let mut nearest = vec![f64::INFINITY; table.number()];
    while centres.len() < clusters {
        let newest = &centres[centres.len() - 1];
        for (distance, row) in nearest.iter_mut().zip(&table.rows) {
            *distance = distance.min(squared_distance(row, newest));
        }
        let mut rest = random.random::<f64>() * nearest.iter().sum::<f64>();
        let drawn = nearest.iter().position(|distance| {
            rest -= distance;
            rest < 0.0
        });
        // Rounding may leave a rest at the end, and distances whose squares are zero leave nothing
        // to draw from: the farthest zone then is as good as any.
        let place = drawn.unwrap_or_else(|| farthest(&nearest));
        centres.push(table.row(place).to_vec());
    }
    centres
}

/// Assigns zones to their nearest centre and moves centres to the mean of their zones, in turn.
fn lloyd(table: &StandardisedTable, mut centres: Vec<Vec<f64>>, rounds: u32) -> Vec<usize> {
    let (mut labels, mut distances) = assign(table, &centres);
    for _ in 0..rounds {
        fill_empty(&mut labels, &mut distances, centres.len());
        centres = means(table, &labels, centres.len());
        let (next, next_distances) = assign(table, &centres);
        let settled = next == labels;
        (labels, distances) = (next, next_distances);
        if settled {
            break;
        }
    }
    fill_empty(&mut labels, &mut distances, centres.len());
    labels
}

/// Moves a zone to another cluster wherever the inertia then falls, the centres of both moving
/// with it.
fn move_singly(table: &StandardisedTable, labels: &mut [usize], clusters: usize, rounds: u32) {
    let mut centres = means(table, labels, clusters);
    let mut sizes = sizes(labels, clusters);
    for _ in 0..rounds {
        let mut moved = false;
        for (row, label) in table.rows.iter().zip(labels.iter_mut()) {
            let from = *label;
            if sizes[from] == 1.0 {
                continue;
            }
            // What the zone adds to the inertia of a cluster that it joins, or stays in.
            let cost = |to: usize| {
                let change = if to == from { -1.0 } else { 1.0 };
                squared_distance(row, &centres[to]) * sizes[to] / (sizes[to] + change)
            };
            let cheapest = (0..clusters).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
            let to = cheapest.unwrap_or(from);
            if cost(to) < cost(from) * (1.0 - WORTHWHILE) {
                shift(&mut centres[from], row, sizes[from], -1.0);
                shift(&mut centres[to], row, sizes[to], 1.0);
                (sizes[from], sizes[to]) = (sizes[from] - 1.0, sizes[to] + 1.0);
                *label = to;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

/// The mean of as many zones as `size`, with one more, or one less.
fn shift(centre: &mut [f64], row: &[f64], size: f64, by: f64) {
    for (mean, value) in centre.iter_mut().zip(row) {
        *mean += by * (value - *mean) / (size + by);
    }
}

fn result(table: &StandardisedTable, labels: &[usize]) -> KMeans {
    let partition = Partition::new(labels);
    let centres = means(table, &partition.clusters, partition.number);
    let rows = table.rows.iter().zip(&partition.clusters);
    let inertia = rows.map(|(row, &cluster)| squared_distance(row, &centres[cluster]));
    KMeans {
        inertia: inertia.sum(),
        centres,
        partition,
    }
}

fn sizes(labels: &[usize], clusters: usize) -> Vec<f64> {
    let mut sizes = vec![0.0; clusters];
    labels.iter().for_each(|&label| sizes[label] += 1.0);
    sizes
}

/// The nearest centre of each zone, of several the first, and the squared distance from it.
fn assign(table: &StandardisedTable, centres: &[Vec<f64>]) -> (Vec<usize>, Vec<f64>) {
    let nearest = |row: &Vec<f64>| {
        let distances = centres.iter().map(|centre| squared_distance(row, centre));
        let first = (0, f64::INFINITY);
        distances.enumerate().fold(
            first,
            |best, next| {
                if next.1 < best.1 { next } else { best }
            },
        )
    };
    table.rows.iter().map(nearest).unzip()
}

/// Gives each cluster without zones the zone that is farthest from its centre, of those that are
/// not alone in their cluster.
fn fill_empty(labels: &mut [usize], distances: &mut [f64], clusters: usize) {
    let mut sizes = sizes(labels, clusters);
    while let Some(empty) = sizes.iter().position(|&size| size == 0.0) {
        let alone = |place: usize| sizes[labels[place]] == 1.0;
        let spare = |place| if alone(place) { -1.0 } else { distances[place] };
        let place = farthest(&(0..labels.len()).map(spare).collect::<Vec<_>>());
        sizes[labels[place]] -= 1.0;
        sizes[empty] = 1.0;
        labels[place] = empty;
        distances[place] = 0.0;
    }
}

fn means(table: &StandardisedTable, labels: &[usize], clusters: usize) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; table.row(0).len()]; clusters];
    for (row, &label) in table.rows.iter().zip(labels) {
        for (sum, value) in sums[label].iter_mut().zip(row) {
            *sum += value;
        }
    }
    for (sum, size) in sums.iter_mut().zip(sizes(labels, clusters)) {
        sum.iter_mut().for_each(|value| *value /= size);
    }
    sums
}

/// The place of the largest distance, of several the first.
fn farthest(distances: &[f64]) -> usize {
    let places = distances.iter().enumerate().rev();
    let most = places.max_by(|(_, a), (_, b)| a.total_cmp(b));
    most.map_or(0, |(place, _)| place)
}
