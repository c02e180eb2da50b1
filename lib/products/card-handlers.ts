import { z } from "zod";
import type { ActionHandler } from "../actions/handler";
import { inTransaction } from "../db/transaction";
import { lookAtProducts, productsOf, readTasks, sight } from "./action-handlers";
import { storeExtras } from "./store-products";

const pictured = z.object({
  productId: z.string(),
  pictures: z.array(z.string()),
  before: z.array(z.string()),
});

/** All pictures of a card at once, hence one product a request; the same again changes nothing more. */
export const picturesHandler: ActionHandler = {
  kind: "update_pictures",
  batch: 1,
  isAbsolute: true,
  send: (work) =>
    Promise.all(
      work.items.map((item) =>
        productsOf(work).setPictures({ offerId: item.subject, ...pictured.parse(item.payload) }),
      ),
    ),
  look: async (work) => {
    await lookAtProducts(work);
    return Promise.all(
      work.items.map(async (item) => {
        const { productId, pictures: wanted, before } = pictured.parse(item.payload);
        const { pictures, problems } = await productsOf(work).readPictures(productId);
        const seen = { pictures: pictures.length };
        if (problems.length > 0)
          return { ...sight(item, "not_done", seen), theirText: [...new Set(problems)].join("; ") };
        // The marketplace keeps copies under addresses of its own: only what was there before is known by them.
        const isAsWanted = isSame(pictures, wanted);
        const isNew = pictures.length === wanted.length && !isSame(pictures, before);
        return sight(item, isAsWanted || isNew ? "done" : "pending", seen);
      }),
    );
  },
};

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

const attributed = z.object({
  attributes: z.array(
    z.object({
      id: z.string(),
      complexId: z.string(),
      name: z.string(),
      values: z.array(z.object({ value: z.string(), dictionaryValueId: z.string().nullable() })),
    }),
  ),
});

/** Attributes are set to what they are to be; the marketplace takes its time under a task's number. */
export const attributesHandler: ActionHandler = {
  kind: "update_attributes",
  batch: 100,
  isAbsolute: true,
  send: (work) =>
    productsOf(work).setAttributes(
      work.items.map((item) => ({ offerId: item.subject, ...attributed.parse(item.payload) })),
    ),
  look: async (work) => {
    const { sellerId } = work;
    const tasks = await readTasks(work);
    const products = await lookAtProducts(work);
    const asked = work.items.map(({ subject: offerId }) => ({
      offerId,
      productId: products.get(offerId)?.productId ?? null,
      sku: products.get(offerId)?.sku ?? null,
    }));
    const extras = await productsOf(work).findExtras(asked);
    // no audit: what the marketplace shows is nobody's act here.
    await inTransaction((tx) => storeExtras(tx, { sellerId, extras }));
    const shown = new Map(extras.map((one) => [one.offerId, one.attributes ?? []]));
    return work.items.map((item) => {
      const state = tasks.get(item.subject);
      const wanted = attributed.parse(item.payload).attributes;
      const there = new Map(shown.get(item.subject)?.map((one) => [one.id, textOf(one.values)]));
      const seen = Object.fromEntries(wanted.map(({ id, name }) => [name, there.get(id) ?? null]));
      if (state?.state === "failed") return { ...sight(item, "not_done", seen), theirText: state.theirText };
      const isThere = wanted.every(({ id, values }) => there.get(id) === textOf(values));
      return sight(item, isThere || state?.state === "done" ? "done" : "pending", seen);
    });
  },
};

function textOf(values: readonly { readonly value: string }[]): string {
  return values.map(({ value }) => value).join("; ");
}
