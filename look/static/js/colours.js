// Colours of curves, apart from each other on white and on black, and of values in maps.

const CURVES = ['#2b7de1', '#d9600f', '#2a9d4a', '#c23bb0', '#b08400', '#0f9aa8', '#d5404f',
  '#7a5fd6', '#6b7f1a', '#8a6d5a'];

export function curve(i) {
  return CURVES[i % CURVES.length];
}

export function css([red, green, blue]) {
  return `rgb(${red}, ${green}, ${blue})`;
}

// Dark blue, green, yellow: brighter is more, also to those who see no red or green.
const STOPS = [[20, 16, 60], [44, 72, 138], [32, 131, 141], [92, 189, 96], [250, 230, 60]];

export const SCALE = Array.from({ length: 256 }, (_, i) => {
  const at = (i / 255) * (STOPS.length - 1);
  const low = Math.min(Math.floor(at), STOPS.length - 2);
  return STOPS[low].map((v, c) => Math.round(v + (STOPS[low + 1][c] - v) * (at - low)));
});

// Of NaN and infinity: none of those above.
export const BROKEN = [255, 0, 200];
