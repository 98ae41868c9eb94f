//! Where vaults live, for every host, and where they must not.

use std::path::{Path, PathBuf};

use crate::wire::{ErrorCode, WireError};

/// The folder of the vault when none is named: under the local (not roaming) data folder of the person.
#[must_use]
pub fn default_vault() -> Option<PathBuf> {
    dirs::data_local_dir().map(|folder| folder.join("Satchel").join("vault"))
}

/// Folders that another program copies while they change.
const SYNCED: &[&str] = &[
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "nextcloud",
    "syncthing",
];

/// Refuses folders in which a database cannot be kept whole: synced ones, and ones on another computer.
///
/// # Errors
/// `vault_folder`, with the reason.
pub fn refuse_unsafe(dir: &Path) -> Result<(), WireError> {
    let synced = dir.components().any(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        SYNCED
            .iter()
            .any(|name| part == *name || part.starts_with(&format!("{name} ")) || part.starts_with(&format!("{name}-")))
    });
    if synced {
        return Err(WireError::new(
            ErrorCode::VaultFolder,
            "A vault cannot live in a folder that another program synchronises: the copy would be damaged.",
            Some("Choose a folder on this computer, and make backups into the synchronised one."),
        ));
    }
    if on_network(dir) {
        return Err(WireError::new(
            ErrorCode::VaultFolder,
            "A vault cannot live on a network drive: its database would be damaged.",
            Some("Choose a folder on this computer, and make backups to the network drive."),
        ));
    }
    Ok(())
}

/// Whether the folder, or what will hold it, is mounted from another computer.
#[cfg(target_os = "linux")]
fn on_network(dir: &Path) -> bool {
    const REMOTE: &[&str] =
        &["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "davfs", "afs"];
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mounts") else { return false };
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let mut best = (0, false);
    for line in mounts.lines() {
        let mut words = line.split(' ').skip(1);
        let (Some(place), Some(kind)) = (words.next(), words.next()) else { continue };
        let place = place.replace("\\040", " ");
        // The longest mount point that holds the folder is where it is.
        if dir.starts_with(&place) && place.len() >= best.0 {
            best = (place.len(), REMOTE.contains(&kind));
        }
    }
    best.1
}

/// Whether the path is a share of another computer.
#[cfg(not(target_os = "linux"))]
fn on_network(dir: &Path) -> bool {
    dir.to_string_lossy().starts_with(r"\\")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::refuse_unsafe;

    #[test]
    fn synced_folders_are_refused() {
        for (folder, safe) in [
            ("/home/ada/Satchel", true),
            ("/home/ada/Dropbox/Satchel", false),
            ("/home/ada/OneDrive - Engines Ltd/vault", false),
            ("/home/ada/dropbox-notes-of-mine/vault", false),
            ("/home/ada/my dropbox ideas", true),
        ] {
            assert_eq!(refuse_unsafe(Path::new(folder)).is_ok(), safe, "{folder}");
        }
    }
}
