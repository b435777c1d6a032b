//! Your own code: ketch wrote this file once and leaves it alone.
//!
//! Declare modules here and write whatever belongs to the entities in them: methods on
//! `Model`, queries, further `Linked` ways.

mod key;
