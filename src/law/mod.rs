//! Room `law`.
