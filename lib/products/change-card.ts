import type { z } from "zod";
import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { toPublic } from "../actions/list-actions";
import { queueAction } from "../actions/queue";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { Action, Facts } from "../wire/actions";
import type { updateAttributes as attributesEndpoint } from "../wire/product-acts";
import { findAttributeNames } from "./category-attributes";
import { pictureAddress } from "./picture-address";
import { storedAttributes } from "./read";

/** A product of the actor's that can be changed at its marketplace. */
async function requireProduct(actor: Actor, productId: string) {
  const row = isUuid(productId)
    ? await db().product.findFirst({
        where: { id: productId, seller: visibleSellerWhere(visibleSellers(actor)) },
        include: { seller: { select: { status: true, marketplace: true } } },
      })
    : null;
  if (row === null) throw new AppError("not_found");
  if (row.seller.status !== "active") throw new AppError("seller_not_active");
  const { productId: externalId, goneAt, ...rest } = row;
  if (externalId === null || goneAt !== null)
    throw new AppError("unknown_article", { details: { items: [{ offer_id: row.offerId }] } });
  return { ...rest, externalId };
}

/**
 * Has a product's pictures replaced by those at these addresses, which the marketplace fetches itself; an address of ours
 * stands for the picture that the product has already. Throws `not_found`, `seller_not_active`, `unknown_article`,
 * `picture_refused` for a picture of ours that there is not, `act_not_open` while another change of it is under way.
 */
export async function updatePictures(input: {
  actor: Actor;
  productId: string;
  pictures: readonly string[];
}): Promise<Action> {
  const { actor } = input;
  const product = await requireProduct(actor, input.productId);
  const pictures = input.pictures.map((address) => toTheirs(address, product));
  // no audit: `queueAction` appends the record.
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      actor,
      sellerId: product.sellerId,
      kind: "update_pictures",
      items: [
        {
          subject: product.offerId,
          label: product.name || product.offerId,
          before: { pictures: product.pictures.length },
          wanted: { pictures: pictures.length },
          payload: { productId: product.externalId, pictures, before: product.pictures },
        },
      ],
      isExclusive: true,
    }),
  );
  return toPublic(row);
}

/** The screens know pictures by our addresses alone. */
function toTheirs(address: string, product: { id: string; pictures: readonly string[] }): string {
  const url = new URL(address);
  if (url.pathname !== pictureAddress(product.id)) return address;
  const kept = product.pictures[Number(url.searchParams.get("n") ?? "0")];
  if (kept === undefined) throw new AppError("picture_refused");
  return kept;
}

type GivenAttribute = z.output<typeof attributesEndpoint.body>["attributes"][number];

/**
 * Has attributes of a product changed; those not named stay. Throws `not_found`, `seller_not_active`, `unknown_article`,
 * `same_subject_twice` for an attribute named twice, `act_not_open` while another change of it is under way.
 */
export async function updateAttributes(input: {
  actor: Actor;
  productId: string;
  attributes: readonly GivenAttribute[];
}): Promise<Action> {
  const { actor, attributes } = input;
  const product = await requireProduct(actor, input.productId);
  const keys = attributes.map(({ id, complex_id }) => `${complex_id}:${id}`);
  if (new Set(keys).size < keys.length) throw new AppError("same_subject_twice");
  const { categoryId, typeId } = product;
  const names =
    categoryId === null || typeId === null
      ? new Map<string, string>()
      : await findAttributeNames(product.seller.marketplace, { categoryId, typeId });
  const known = new Map(storedAttributes.parse(product.attributes).map((one) => [one.id, one.values]));
  const named = namedApart(attributes, names);
  const before = named.map(({ id, name }): [string, string | null] => [name, joined(known.get(id))]);
  const wanted = named.map(({ name, values }): [string, string | null] => [name, joined(values)]);
  // no audit: `queueAction` appends the record.
  const row = await inTransaction((tx) =>
    queueAction(tx, {
      actor,
      sellerId: product.sellerId,
      kind: "update_attributes",
      items: [
        {
          subject: product.offerId,
          label: product.name || product.offerId,
          before: Object.fromEntries(before) satisfies Facts,
          wanted: Object.fromEntries(wanted) satisfies Facts,
          payload: { attributes: named.map(toPayload) },
        },
      ],
      isExclusive: true,
    }),
  );
  return toPublic(row);
}

/** What a person calls each of them; two of one name are told apart by their numbers. */
function namedApart(attributes: readonly GivenAttribute[], names: ReadonlyMap<string, string>) {
  const given = attributes.map((one) => ({ ...one, name: names.get(one.id) ?? one.id }));
  const isAlone = (name: string) => given.filter((one) => one.name === name).length === 1;
  return given.map((one) =>
    isAlone(one.name) ? one : { ...one, name: `${one.name} (${one.complex_id}:${one.id})` },
  );
}

function joined(values: readonly { readonly value: string }[] | undefined): string | null {
  return values === undefined ? null : values.map(({ value }) => value).join("; ");
}

function toPayload({ id, complex_id, name, values }: GivenAttribute & { readonly name: string }) {
  return {
    ...{ id, name },
    complexId: complex_id,
    values: values.map((one) => ({
      value: one.value,
      dictionaryValueId: one.dictionary_value_id ?? null,
    })),
  };
}
