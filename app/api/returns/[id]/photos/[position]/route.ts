import { fileResponse } from "@/lib/http/file-response";
import { rawRoute } from "@/lib/http/route";
import { openReturnPhoto } from "@/lib/returns/return-photo";
import { getReturnPhoto } from "@/lib/wire/returns";

export const GET = rawRoute(getReturnPhoto, async ({ actor, params, request }) => {
  const { id, position } = params;
  const { type, bytes } = await openReturnPhoto({ actor, returnId: id, position: Number(position) });
  return fileResponse(request, {
    id: `${id}-${position}`,
    name: `${position}.${type.replace("image/", "")}`,
    type,
    sizeBytes: bytes.byteLength,
    read: ({ start, end }) => new Blob([Buffer.from(bytes.subarray(start, end + 1))]).stream(),
  });
});
