// Arrays drawn pixel by pixel.

import { BROKEN, SCALE } from '../colours.js';

// values: from 0 to 255 each, height x width of them; what is no finite number has its own colour.
export function draw(canvas, values, height, width) {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  const { data } = image;
  for (let i = 0, at = 0; i < values.length; i += 1, at += 4) {
    const colour = Number.isFinite(values[i])
      ? SCALE[Math.max(0, Math.min(255, Math.round(values[i])))] : BROKEN;
    [data[at], data[at + 1], data[at + 2]] = colour;
    data[at + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}

// values: red, green and blue of each pixel.
export function drawRgb(canvas, values, height, width) {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  for (let i = 0; i < height * width; i += 1) {
    image.data.set([values[3 * i], values[3 * i + 1], values[3 * i + 2], 255], 4 * i);
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}
