import { openAttachment } from "@/lib/chats/open-attachment";
import { fileResponse } from "@/lib/http/file-response";
import { rawRoute } from "@/lib/http/route";
import { getAttachment } from "@/lib/wire/files";

export const GET = rawRoute(getAttachment, async ({ actor, params, request }) => {
  const file = await openAttachment({ actor, attachmentId: params.id });
  return fileResponse(request, { ...file, id: params.id });
});
