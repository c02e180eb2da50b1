import type { AnswerOf } from "@/lib/wire/endpoint";
import type { listCategoryAttributes, ProductDetails } from "@/lib/wire/products";

export type CategoryAttribute = AnswerOf<typeof listCategoryAttributes>["items"][number];
export type AttributeValue = ProductDetails["attributes"][number]["values"][number];

/** Values of attributes by the attribute's id, as the person wants them. */
export type WantedValues = ReadonlyMap<string, readonly AttributeValue[]>;

/** An attribute that will say something else. */
export interface AttributeChange {
  readonly id: string;
  readonly complexId: string;
  readonly name: string;
  readonly before: readonly AttributeValue[];
  readonly after: readonly AttributeValue[];
}

/** What an attribute says now; nothing where it is not there. */
export function valuesOf(product: ProductDetails, id: string): readonly AttributeValue[] {
  return product.attributes.find((attribute) => attribute.id === id)?.values ?? [];
}

const sameText = (one: readonly AttributeValue[], other: readonly AttributeValue[]) =>
  one.map(({ value }) => value).join("\n") === other.map(({ value }) => value).join("\n");

/** What of the wanted values differs from what is said now. */
export function changesOf(
  product: ProductDetails,
  attributes: readonly CategoryAttribute[],
  wanted: WantedValues,
): readonly AttributeChange[] {
  return attributes.flatMap(({ id, name }): AttributeChange[] => {
    const after = wanted.get(id)?.filter(({ value }) => value.trim() !== "");
    const before = valuesOf(product, id);
    if (after === undefined || sameText(before, after)) return [];
    const complexId = product.attributes.find((attribute) => attribute.id === id)?.complex_id ?? "0";
    return [{ id, complexId, name, before, after }];
  });
}

/** Required attributes that would say nothing. */
export function missingOf(
  product: ProductDetails,
  attributes: readonly CategoryAttribute[],
  wanted: WantedValues,
): readonly CategoryAttribute[] {
  return attributes.filter(
    ({ id, is_required }) => is_required && (wanted.get(id) ?? valuesOf(product, id)).length === 0,
  );
}

/** Required ones first, then those that say something, then the rest; narrowed to words in the name. */
export function inOrder(
  product: ProductDetails,
  attributes: readonly CategoryAttribute[],
  words: string,
): readonly CategoryAttribute[] {
  const rank = (attribute: CategoryAttribute) =>
    attribute.is_required ? 0 : valuesOf(product, attribute.id).length > 0 ? 1 : 2;
  const sought = words.trim().toLocaleLowerCase();
  return attributes
    .filter(({ name }) => name.toLocaleLowerCase().includes(sought))
    .toSorted((one, other) => rank(one) - rank(other));
}
