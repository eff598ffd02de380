// What a layer is called: the place in the network, if it has one, and the function.

export function title(step) {
  const kind = step.kind.replace(/Function$/, '');
  return step.link ? `${step.link} · ${kind}` : kind;
}
