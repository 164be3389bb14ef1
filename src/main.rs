//! Arguments → language → run → exit code.

fn main() {}
