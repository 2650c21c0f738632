/** `@contrapposto/backends/png`: pictures as files that carry their recipe. Apart from the main entry, which needs no codec. */
export { PngFormatError } from './chunks.js';
export { encodePictureWithRecipe, encodePng, findRecipeText } from './picture.js';
