//! How the posts of a long story are parted into pages.
//!
//! Blocks of fifty are counted from the oldest post on: a block that is full keeps its posts and its
//! address for ever. The story's own page has what is newer than the blocks that have a page.

use std::ops::Range;

/// How many posts a page of earlier ones has.
const BLOCK: usize = 50;
/// The story's page gives a full block away once it has so many newer posts.
const ENOUGH: usize = 25;

/// The pages of a story with that many posts; places count from its newest post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blocks {
    posts: usize,
    /// How many blocks have a page of their own.
    pub(super) count: usize,
}

impl Blocks {
    pub(super) fn of(posts: usize) -> Self {
        let (full, newer) = (posts / BLOCK, posts % BLOCK);
        let count = if newer >= ENOUGH { full } else { full.saturating_sub(1) };
        Self { posts, count }
    }

    /// The posts of the story's own page.
    pub(super) fn newest(self) -> Range<usize> {
        0..self.posts - self.count * BLOCK
    }

    /// The posts of a block's page; blocks count from 1, the oldest.
    pub(super) fn block(self, number: usize) -> Range<usize> {
        self.posts - number * BLOCK..self.posts - (number - 1) * BLOCK
    }

    /// On which block's page the post at that place is; `None` for the story's own.
    pub(super) fn block_of(self, place: usize) -> Option<usize> {
        let from_oldest = self.posts.checked_sub(place + 1)?;
        Some(from_oldest / BLOCK + 1).filter(|number| *number <= self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_full_block_leaves_the_storys_page_once_enough_is_newer() {
        let pages = |posts| (Blocks::of(posts).count, Blocks::of(posts).newest().len());
        assert_eq!([0, 1, 74].map(pages), [(0, 0), (0, 1), (0, 74)]);
        assert_eq!([75, 124, 125, 2000].map(pages), [(1, 25), (1, 74), (2, 25), (39, 50)]);
    }

    proptest! {
        #[test]
        fn prop_each_post_is_on_one_page_which_it_never_leaves_for_another_block(posts in 0usize..3000) {
            let blocks = Blocks::of(posts);
            let mut places: Vec<usize> = blocks.newest().collect();
            prop_assert!(posts < 75 || (25..75).contains(&places.len()));
            for number in (1..=blocks.count).rev() {
                prop_assert_eq!(blocks.block(number).len(), BLOCK);
                prop_assert!(blocks.block(number).all(|place| blocks.block_of(place) == Some(number)));
                places.extend(blocks.block(number));
            }
            prop_assert_eq!(places, (0..posts).collect::<Vec<_>>());
            prop_assert!(blocks.newest().all(|place| blocks.block_of(place).is_none()));
            // One more post: every post is one place further, and stays in its block.
            let next = Blocks::of(posts + 1);
            let stays = |place: usize| {
                let before = blocks.block_of(place);
                before.is_none() || next.block_of(place + 1) == before
            };
            prop_assert!((0..posts).all(stays));
        }
    }
}
