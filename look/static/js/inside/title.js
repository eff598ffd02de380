// What a layer is called: the place in the network, if it has one, and the function.

export function title(step) {
  return step.link ? `${step.link} · ${step.kind}` : step.kind;
}
