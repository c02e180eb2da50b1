"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { addBroadcast, type Broadcast, changeBroadcast, startBroadcast } from "@/lib/wire/broadcasts";
import { callApi } from "../api-client";
import { showBroadcast } from "../broadcasts/queries";
import { makeClientId } from "../make-client-id";
import { type Form, toBody, toChange } from "./form-state";
import { isApprovalAsked } from "./refusals";

interface Submission {
  readonly form: Form;
  /** The draft that is changed; null: a new broadcast. */
  readonly draftId: string | null;
  /** False: only kept. */
  readonly start: boolean;
}

/** Keeps a broadcast as a draft, or sends, schedules or hands it over. Nothing of the form is lost when it is refused. */
export function useSubmit() {
  const cache = useQueryClient();
  // A try whose answer was lost is tried with the same key: the same body must not become two broadcasts.
  const lastTry = useRef({ text: "", key: "" });
  function keyFor(body: object): string {
    const text = JSON.stringify(body);
    if (lastTry.current.text !== text) lastTry.current = { text, key: makeClientId() };
    return lastTry.current.key;
  }
  async function add(form: Form, start: boolean): Promise<Broadcast> {
    const body = toBody(form, { start });
    if (body === null) throw new Error("a broadcast without a shop is not submitted");
    return (await callApi(addBroadcast, { body, idempotencyKey: keyFor(body) })).broadcast;
  }
  async function change(id: string, form: Form, start: boolean): Promise<Broadcast> {
    const { broadcast } = await callApi(changeBroadcast, { params: { id }, body: toChange(form) });
    // What waited for its time waits for the new one already.
    if (!start || broadcast.status !== "draft") return broadcast;
    try {
      return (await callApi(startBroadcast, { params: { id } })).broadcast;
    } catch (error) {
      if (isApprovalAsked(error)) return { ...broadcast, approval: "needed" };
      throw error;
    }
  }
  return useMutation({
    mutationFn: ({ form, draftId, start }: Submission) =>
      draftId === null ? add(form, start) : change(draftId, form, start),
    onSuccess: (broadcast) => showBroadcast(cache, broadcast),
  });
}
