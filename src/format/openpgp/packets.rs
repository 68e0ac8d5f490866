//! From the lines of a block to the packets in it.

use std::io::Read;

use pgp::armor::{BlockType, Dearmor, DearmorOptions};
use pgp::packet::{Packet, PacketHeader, PacketParser};
use pgp::types::Tag;

use super::Unfit;

/// What a block is to hold: the words of its first and last line, its kind, the most bytes.
pub(super) struct Block {
    pub(super) words: &'static str,
    pub(super) kind: BlockType,
    pub(super) longest: usize,
}

/// A packet as it is in the block; it is parsed where somebody wants it.
pub(super) struct Raw {
    header: PacketHeader,
    pub(super) body: Vec<u8>,
}

impl Raw {
    pub(super) fn tag(&self) -> Tag {
        self.header.tag()
    }

    /// The packet, where it can be read.
    pub(super) fn parsed(&self) -> Option<Packet> {
        Packet::from_reader(self.header, self.body.as_slice()).ok()
    }

    /// The version that keys and signatures begin with.
    pub(super) fn version(&self) -> u8 {
        self.body.first().copied().unwrap_or_default()
    }
}

/// The packets of the one block that the text is.
pub(super) fn packets(text: &str, block: &Block) -> Result<Vec<Raw>, Unfit> {
    let bytes = bytes(text.trim(), block)?;
    let mut parser = PacketParser::new(bytes.as_slice());
    let mut packets = Vec::new();
    while let Some(body) = parser.next_ref() {
        let mut reader = body.map_err(|_| Unfit::Damaged)?;
        let header = reader.packet_header();
        let mut body = Vec::new();
        reader.read_to_end(&mut body).map_err(|_| Unfit::Damaged)?;
        let said = header.packet_length().maybe_len();
        if said.is_some_and(|said| said as usize != body.len()) {
            return Err(Unfit::Damaged);
        }
        packets.push(Raw { header, body });
    }
    Ok(packets)
}

/// The bytes of a block (RFC 9580, 6.2), with nothing before it and nothing after.
fn bytes(text: &str, block: &Block) -> Result<Vec<u8>, Unfit> {
    let no_block = Unfit::NoBlock(block.words);
    if text.len() > block.longest {
        return Err(Unfit::TooLong(block.longest));
    }
    let whole = text.starts_with(&format!("-----BEGIN PGP {}-----\n", block.words))
        && text.ends_with(&format!("\n-----END PGP {}-----", block.words));
    if !whole || text.matches("-----BEGIN ").count() != 1 || text.matches("-----END ").count() != 1
    {
        return Err(no_block);
    }
    let limit = DearmorOptions::new().set_limit(block.longest);
    let mut dearmor = Dearmor::with_options(text.as_bytes(), limit);
    let mut bytes = Vec::new();
    dearmor.read_to_end(&mut bytes).map_err(|_| Unfit::Damaged)?;
    if dearmor.typ != Some(block.kind) {
        return Err(no_block);
    }
    Ok(bytes)
}
