//! Use cases as journeys: the app without a window, on real vaults in temporary folders.

mod book;

mod backups;
mod first_day;
mod imports;
mod kills;
mod locks;
mod together;
