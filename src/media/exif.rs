//! Which side of a picture is up: the one thing of EXIF that must stay.
//!
//! EXIF is a TIFF file (TIFF 6.0, section 2): a byte order, then tables of twelve-byte entries.

/// What JPEG puts before it.
pub(super) const PREFIX: &[u8] = b"Exif\0\0";

/// The entry of TIFF that says which side is up (EXIF 2.32, 4.6.5.1).
const ORIENTATION: u16 = 0x0112;

/// The type of a value of two bytes.
const SHORT: u16 = 3;

/// The EXIF that stays of this one: nothing, or the orientation alone where it is not the plain one.
pub(super) fn reduced(tiff: &[u8]) -> Option<Vec<u8>> {
    let tiff = tiff.strip_prefix(PREFIX).unwrap_or(tiff);
    orientation(tiff).map(only_orientation)
}

/// 2 to 8; `None` for the plain one (1), and where there is none that can be read.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let offset: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let offset = if little { u32::from_le_bytes(offset) } else { u32::from_be_bytes(offset) };
    let table = usize::try_from(offset).ok()?;
    let mut entries = (0..usize::from(u16_at(table)?)).map(|entry| table + 2 + 12 * entry);
    let entry = entries.find(|entry| u16_at(*entry) == Some(ORIENTATION))?;
    let short = u16_at(entry + 2)? == SHORT;
    u16_at(entry + 8).filter(|value| short && (2..=8).contains(value))
}

/// A TIFF file with one table of one entry.
fn only_orientation(value: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend(ORIENTATION.to_le_bytes());
    tiff.extend(SHORT.to_le_bytes());
    tiff.extend(1u32.to_le_bytes());
    tiff.extend(u32::from(value).to_le_bytes());
    tiff.extend(0u32.to_le_bytes());
    tiff
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A camera's EXIF: its orientation among other things, and a secret behind them.
    pub(in crate::media) fn of_a_camera(value: u16, secret: &[u8]) -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x0F\0\x02\0\0\0\x04abcd");
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01");
        tiff.extend(value.to_be_bytes());
        tiff.extend([0; 6]);
        tiff.extend(secret);
        tiff
    }

    #[test]
    fn only_which_side_is_up_stays() {
        let kept = reduced(&of_a_camera(6, b"GPS 50.45 N")).expect("an orientation");
        assert_eq!(orientation(&kept), Some(6));
        assert_eq!(kept.len(), 26);
        assert_eq!(reduced(&kept), Some(kept));
    }

    #[test]
    fn a_plain_or_unreadable_orientation_needs_no_exif() {
        for value in [0, 1, 9] {
            assert_eq!(reduced(&of_a_camera(value, b"")), None);
        }
        let whole = of_a_camera(6, b"");
        for cut in 0..whole.len() - 8 {
            assert_eq!(reduced(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(reduced(b"II*\0\xFF\xFF\xFF\xFF"), None);
    }
}
