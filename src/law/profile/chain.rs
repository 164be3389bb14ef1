//! The layers of a profile: from the one asked for down to its base, with what is wrong on the way.

use super::fields::Layer;
use crate::docket::tree::{Fault, FaultKind, Node, Source};
use crate::law::library::Library;

/// The chain of `extends`, base first, with what is wrong in it.
pub(super) struct Chain<'a> {
    pub layers: Vec<Layer<'a>>,
    pub faults: Vec<Fault>,
    /// Every layer was found.
    pub whole: bool,
}

/// Follows `extends` from a profile down.
pub(super) fn chain<'a>(library: &'a Library, name: &str) -> Result<Chain<'a>, Vec<Fault>> {
    let mut chain = Chain { layers: Vec::new(), faults: Vec::new(), whole: true };
    let mut next = name.to_owned();
    loop {
        let above = chain.layers.last();
        let place = |kind: FaultKind| match above.and_then(|layer| Some((layer, layer.root.get("extends")?))) {
            Some((layer, node)) => layer.source.fault(&node.span, kind),
            None => Source { name, text: "" }.whole(kind),
        };
        let Some((file, text)) = library.sources.get(&next) else {
            let near = library.names().map(str::to_owned).collect();
            let fault = place(FaultKind::UnknownName { what: "profile", name: next, near });
            if chain.layers.is_empty() {
                return Err(vec![fault]);
            }
            chain.faults.push(fault);
            chain.whole = false;
            break;
        };
        if chain.layers.iter().any(|layer| *layer.name == next) {
            let circle: Vec<&str> = chain.layers.iter().map(|layer| &*layer.name).chain([next.as_str()]).collect();
            let fault = place(FaultKind::Cycle { name: circle.join(" → ") });
            chain.faults.push(fault);
            break;
        }
        let source = Source { name: file, text };
        // A text of broken form is read as far as it goes: what is missed there may only be lost.
        let (root, mut broken) = source.parse_all();
        chain.whole &= broken.is_empty();
        chain.faults.append(&mut broken);
        let base = root.get("extends").and_then(Node::text).map(str::to_owned);
        if let (None, Some(entry)) = (&base, root.entry("extends")) {
            let kind = FaultKind::WrongShape { key: "extends".to_owned(), expected: "text", found: entry.node.describe() };
            chain.faults.push(source.fault(&entry.node.span, kind));
            chain.whole = false;
        }
        chain.layers.push(Layer { name: next.as_str().into(), source, root });
        match base {
            Some(base) => next = base,
            None => break,
        }
    }
    chain.layers.reverse();
    Ok(chain)
}
