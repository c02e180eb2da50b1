import { z } from "zod";
import type { Method } from "../api-method";
import { GRPC, Refusal } from "../refusal";
import { inRange, readBody } from "../request-fields";
import { attributesOf, BRANCHES, findKind, type Kind, valuesOf } from "./categories";

const language = z.enum(["DEFAULT", "RU", "EN", "TR", "ZH_HANS"]).nullish();
const id = z.number().int().positive("value must be greater than 0");

/** Branches, in them categories, in these the types of products, which have no category number of their own. */
const tellTree: Method = (call) => {
  readBody(call, z.object({ language }), "GetTreeRequest");
  return {
    result: BRANCHES.map(([branchId, name, kinds]) => ({
      description_category_id: branchId,
      category_name: name,
      disabled: false,
      children: kinds.map((one) => ({
        description_category_id: one.id,
        category_name: one.name,
        disabled: false,
        children: [{ type_id: one.typeId, type_name: one.name, disabled: false, children: [] }],
      })),
    })),
  };
};

const kindRequest = z.object({ description_category_id: id, type_id: id, language });

function requireKind(request: { description_category_id: number; type_id: number }): Kind {
  const kind = findKind(request.description_category_id, request.type_id);
  if (kind === undefined) throw new Refusal(404, GRPC.notFound, "category and type pair is not found");
  return kind;
}

const tellAttributes: Method = (call) => {
  const kind = requireKind(readBody(call, kindRequest, "GetAttributesRequest"));
  return {
    result: attributesOf(kind).map((one) => ({
      id: one.id,
      attribute_complex_id: 0,
      name: one.name,
      description: one.description,
      type: one.type,
      is_collection: one.isCollection,
      is_required: one.isRequired,
      is_aspect: one.isAspect,
      max_value_count: one.isCollection ? 10 : 1,
      group_name: one.group,
      group_id: one.group.length,
      dictionary_id: one.dictionaryId,
      category_dependent: one.name === "Тип",
      complex_is_collection: false,
    })),
  };
};

const valuesRequest = kindRequest.extend({
  attribute_id: id,
  last_value_id: z.number().int().nonnegative().nullish(),
  limit: z.number().int().min(1, inRange(0, 2000)).max(2000, inRange(0, 2000)),
});

/** The words an attribute may have, of a type only its own name. */
function wordsOf(request: { description_category_id: number; type_id: number; attribute_id: number }) {
  const kind = requireKind(request);
  const attribute = attributesOf(kind).find((one) => one.id === request.attribute_id);
  if (attribute === undefined) throw new Refusal(404, GRPC.notFound, "attribute is not found");
  const words = valuesOf(attribute.dictionaryId);
  return attribute.name === "Тип" ? words.filter(({ value }) => value === kind.name) : words;
}

const tellWord = (word: { id: number; value: string }) => ({ ...word, info: "", picture: "" });

const listValues: Method = (call) => {
  const request = readBody(call, valuesRequest, "GetAttributeValuesRequest");
  const rest = wordsOf(request).filter((word) => word.id > (request.last_value_id ?? 0));
  return { result: rest.slice(0, request.limit).map(tellWord), has_next: rest.length > request.limit };
};

const searchRequest = kindRequest.extend({
  attribute_id: id,
  value: z.string().min(2, "value length must be at least 2 runes"),
  limit: z.number().int().min(1, inRange(0, 100)).max(100, inRange(0, 100)),
});

const searchValues: Method = (call) => {
  const request = readBody(call, searchRequest, "SearchAttributeValuesRequest");
  const wanted = request.value.toLowerCase();
  const found = wordsOf(request).filter(({ value }) => value.toLowerCase().includes(wanted));
  return { result: found.slice(0, request.limit).map(tellWord) };
};

export const categoryMethods: Record<string, Method> = {
  "/v1/description-category/tree": tellTree,
  "/v1/description-category/attribute": tellAttributes,
  "/v1/description-category/attribute/values": listValues,
  "/v1/description-category/attribute/values/search": searchValues,
};
