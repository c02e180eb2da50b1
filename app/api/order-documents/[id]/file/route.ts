import { fileResponse } from "@/lib/http/file-response";
import { rawRoute } from "@/lib/http/route";
import { readDocumentFile } from "@/lib/orders/documents";
import { getDocumentFile } from "@/lib/wire/order-acts";

export const GET = rawRoute(getDocumentFile, async ({ actor, params, request }) => {
  const { name, bytes } = await readDocumentFile({ actor, id: params.id });
  return fileResponse(request, {
    id: params.id,
    name,
    type: "application/pdf",
    sizeBytes: bytes.byteLength,
    read: ({ start, end }) => new Blob([new Uint8Array(bytes.subarray(start, end + 1))]).stream(),
  });
});
