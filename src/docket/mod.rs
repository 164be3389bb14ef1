//! Room `docket`.
