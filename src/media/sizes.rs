//! How large a picture is, and smaller copies of it in WebP (RFC 9649) for pages.
//!
//! A copy is made where it has fewer bytes than the file itself. Of a picture that moves there is none.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageICC};

use super::{Format, detect};
use crate::model::Picture;

/// The widths of copies, in pixels: a phone, a phone whose screen is fine, a column of text on such a
/// screen.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// A picture of this much more than a width is worth a copy of that width.
const WORTH: f32 = 1.2;
/// Of what the eye does not miss, so much is kept (of 100).
const QUALITY: f32 = 80.0;
/// Pictures of more pixels have no copies: each pixel is in memory several times over.
const MOST_PIXELS: u64 = 50_000_000;
/// What a picture may take in memory: larger ones are left as they are. Bytes.
const MOST: u64 = 512 * 1024 * 1024;

/// Another number, where copies are made in another way than before.
pub const COPIES: u32 = 1;

/// A copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smaller {
    /// In pixels.
    pub width: u32,
    /// A WebP file.
    pub bytes: Vec<u8>,
}

/// Width and height of a picture in pixels, turned upright as browsers show it; `None` where it is no
/// picture of ours.
pub fn measure(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Some(if is_on_its_side(orientation) { (height, width) } else { (width, height) })
}

/// How large a picture is and which copies it has, with those; `None` where it is no picture of ours.
pub fn picture(bytes: &[u8]) -> Option<(Picture, Vec<Smaller>)> {
    let (width, height) = measure(bytes)?;
    let copies = smaller(bytes);
    let smaller = copies.iter().map(|copy| copy.width).collect();
    Some((Picture { width, height, smaller }, copies))
}

/// The copies of a picture that pages give to smaller screens, the smallest first; none of one that
/// moves, that cannot be read, or whose colours are for print.
pub fn smaller(bytes: &[u8]) -> Vec<Smaller> {
    copies(bytes).unwrap_or_default()
}

fn copies(bytes: &[u8]) -> Option<Vec<Smaller>> {
    let format = detect(bytes).ok()?;
    if format == Format::Gif || is_moving(bytes, format) {
        return None;
    }
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let profile = decoder.icc_profile().ok().flatten();
    let colours = profile.as_ref().and_then(|profile| profile.get(16..20));
    if colours == Some(b"CMYK") {
        return None;
    }
    let profile = profile.filter(|profile| profile.get(16..20) == Some(b"RGB "));
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let (pixels, kind) = if picture.color().has_alpha() {
        (picture.into_rgba8().into_raw(), PixelType::U8x4)
    } else {
        (picture.into_rgb8().into_raw(), PixelType::U8x3)
    };
    let whole = Image::from_vec_u8(width, height, pixels, kind).ok()?;
    let made = widths(width).into_iter().filter_map(|narrow| {
        let scaled = scaled(&whole, narrow)?;
        let bytes = encoded(&scaled, format == Format::Png, profile.as_deref())?;
        Some(Smaller { width: narrow, bytes })
    });
    Some(made.filter(|copy| copy.bytes.len() < bytes.len()).collect())
}

/// The widths of the copies of a picture that is so wide: its own is one of them where it is small.
fn widths(width: u32) -> Vec<u32> {
    let worth = |narrow: &u32| width as f32 >= *narrow as f32 * WORTH;
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(worth).collect();
    if widths.len() < WIDTHS.len() {
        widths.push(width);
    }
    widths
}

fn scaled(whole: &Image<'_>, width: u32) -> Option<Image<'static>> {
    let share = f64::from(width) / f64::from(whole.width());
    let height = (f64::from(whole.height()) * share).round().max(1.0) as u32;
    let mut scaled = Image::new(width, height, whole.pixel_type());
    Resizer::new().resize(whole, &mut scaled, None).ok()?;
    Some(scaled)
}

/// As WebP: drawings without loss, for letters and lines show it.
fn encoded(picture: &Image<'_>, lossless: bool, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let (pixels, width, height) = (picture.buffer(), picture.width(), picture.height());
    let encoder = match picture.pixel_type() {
        PixelType::U8x4 => webp::Encoder::from_rgba(pixels, width, height),
        _ => webp::Encoder::from_rgb(pixels, width, height),
    };
    let bytes = encoder.encode_simple(lossless, QUALITY).ok()?.to_vec();
    let Some(profile) = profile else { return Some(bytes) };
    let mut file = WebP::from_bytes(bytes.into()).ok()?;
    file.set_icc_profile(Some(Bytes::copy_from_slice(profile)));
    Some(file.encoder().bytes().to_vec())
}

fn decoder(bytes: &[u8]) -> Option<impl ImageDecoder + '_> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    reader.into_decoder().ok()
}

fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Whether it says in its head that it is an animation.
fn is_moving(bytes: &[u8], format: Format) -> bool {
    match format {
        // The flags of the extended header (RFC 9649, 2.7.1).
        Format::WebP => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        Format::Png => is_moving_png(bytes),
        _ => false,
    }
}

/// Whether `acTL` stands before the picture (PNG, third edition, 11.3.6).
fn is_moving_png(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((head, more)) = rest.split_at_checked(8) {
        match &head[4..] {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => {}
        }
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        rest = length.checked_add(4).and_then(|end| more.get(end..)).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;

    /// A picture with something to see in each place, in that format.
    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let pixel = |x: u32, y: u32| {
            let noise = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) % 61;
            Rgb([(x % 256) as u8, (y % 256) as u8, noise as u8])
        };
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_fn(width, height, pixel);
        picture.write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    /// The picture with an EXIF segment that says which side is up.
    fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let tiff = [
            b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec(),
            vec![orientation, 0, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let length = (tiff.len() + 8) as u16;
        let segment = [&[0xFF, 0xE1], &length.to_be_bytes()[..], b"Exif\0\0", &tiff].concat();
        [&jpeg[..2], &segment, &jpeg[2..]].concat()
    }

    #[test]
    fn a_large_picture_has_three_copies_and_each_is_as_wide_as_it_says() {
        let jpeg = picture(2000, 1000, ImageFormat::Jpeg);
        assert_eq!(measure(&jpeg), Some((2000, 1000)));
        let copies = smaller(&jpeg);
        let widths: Vec<u32> = copies.iter().map(|copy| copy.width).collect();
        assert_eq!(widths, [480, 960, 1600]);
        for copy in copies {
            assert_eq!(detect(&copy.bytes).expect("a format"), Format::WebP);
            assert_eq!(measure(&copy.bytes), Some((copy.width, copy.width / 2)));
            assert!(copy.bytes.len() < jpeg.len());
        }
    }

    #[test]
    fn a_picture_that_was_taken_upright_is_measured_and_copied_upright() {
        let jpeg = turned(&picture(1200, 800, ImageFormat::Jpeg), 6);
        assert_eq!(measure(&jpeg), Some((800, 1200)));
        let last = smaller(&jpeg).pop().expect("a copy");
        assert_eq!(measure(&last.bytes), Some((800, 1200)));
    }

    #[test]
    fn copies_keep_the_colours_of_the_picture() {
        let mut jpeg =
            img_parts::jpeg::Jpeg::from_bytes(picture(1000, 500, ImageFormat::Jpeg).into())
                .expect("a JPEG");
        let mut profile = vec![0; 128];
        profile[16..20].copy_from_slice(b"RGB ");
        jpeg.set_icc_profile(Some(profile.clone().into()));
        let copies = smaller(&jpeg.encoder().bytes());
        assert!(!copies.is_empty());
        for copy in copies {
            let file = WebP::from_bytes(copy.bytes.into()).expect("WebP");
            assert_eq!(file.icc_profile().as_deref(), Some(&profile[..]));
        }
    }

    #[test]
    fn a_small_picture_has_its_own_width_and_one_that_is_no_smaller_as_webp_has_no_copy() {
        assert_eq!(widths(480), [480]);
        assert_eq!(widths(575), [575]);
        assert_eq!(widths(1000), [480, 1000]);
        assert_eq!(widths(1600), [480, 960, 1600]);
        assert_eq!(widths(1919), [480, 960, 1919]);
        assert_eq!(widths(6000), WIDTHS);
        let mut tight = smaller(&picture(100, 100, ImageFormat::Jpeg));
        let again = smaller(&tight.pop().expect("a copy").bytes);
        assert!(again.len() <= 1);
    }

    #[test]
    fn a_picture_that_moves_or_is_none_has_no_copy() {
        assert_eq!(smaller(&picture(40, 30, ImageFormat::Gif)), []);
        assert_eq!(measure(&picture(40, 30, ImageFormat::Gif)), Some((40, 30)));
        let still = picture(900, 600, ImageFormat::Png);
        assert!(!is_moving(&still, Format::Png));
        // After a long profile, as cameras write it.
        let profile = [&5000u32.to_be_bytes()[..], b"iCCP", &[0; 5004]].concat();
        let moving = [&8u32.to_be_bytes()[..], b"acTL", &[0; 12]].concat();
        let moving = [&still[..33], &profile, &moving, &still[33..]].concat();
        assert!(is_moving(&moving, Format::Png) && smaller(&moving).is_empty());
        let webp = b"RIFF\x12\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0";
        assert!(is_moving(webp, Format::WebP) && !is_moving(&webp[..20], Format::WebP));
        assert_eq!((measure(b"no picture"), smaller(b"no picture")), (None, Vec::new()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn prop_no_bytes_make_it_panic(cut in 0usize..4000, at in 0usize..4000, byte: u8, png: bool) {
            let format = if png { ImageFormat::Png } else { ImageFormat::Jpeg };
            let mut bytes = picture(60, 40, format);
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len().saturating_sub(cut));
            measure(&bytes);
            smaller(&bytes);
        }
    }
}
