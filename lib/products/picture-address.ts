/** Where a browser gets a product's picture: always from us. `n`: which one, from 0. */
export function pictureAddress(productId: string, n = 0): string {
  return `/api/products/${productId}/picture${n === 0 ? "" : `?n=${n}`}`;
}

/** Of the main picture; null: there is none. */
export function pictureOf(productId: string | null, pictures: readonly string[]): string | null {
  return productId === null || pictures.length === 0 ? null : pictureAddress(productId);
}
