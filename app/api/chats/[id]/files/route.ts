import { createHash } from "node:crypto";
import { clientIdOfKey } from "@/lib/chats/send";
import { queueFile, readFileLimits } from "@/lib/chats/send-file";
import { onlyOnce } from "@/lib/http/idempotency";
import { readFileForm } from "@/lib/http/read-file-form";
import { rawRoute } from "@/lib/http/route";
import { sendFile } from "@/lib/wire/files";

export const POST = rawRoute(sendFile, async ({ actor, params, request }) => {
  const { maxBytes } = await readFileLimits({ actor, chatId: params.id });
  const { name, bytes, clientId, delaySeconds } = await readFileForm(request, maxBytes);
  const key = request.headers.get("idempotency-key");
  const content = createHash("sha256").update(bytes).digest("hex");
  const work = async () => {
    const called = clientId ?? clientIdOfKey(key, content);
    const file = { name, bytes };
    const message = await queueFile({ actor, chatId: params.id, file, clientId: called, delaySeconds });
    return { status: sendFile.status, body: { message } };
  };
  const route = `POST /api/chats/${params.id}/files`;
  const body = { name, content, clientId, delaySeconds };
  const answer =
    key === null ? await work() : await onlyOnce({ actorId: actor.userId, key, route, body }, work);
  return Response.json(answer.body, { status: answer.status, headers: { "cache-control": "no-store" } });
});
