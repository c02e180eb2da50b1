import { may } from "@/lib/access/policy";
import { findActor, isCookieAuthenticated } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { streamSourceOf } from "@/lib/http/event-data";
import { guarded, requireActor, requireScope, requireSecondFactor } from "@/lib/http/route";
import { whileSignedIn } from "@/lib/http/while-signed-in";
import { openEventStream } from "@/lib/realtime/stream";
import { lacksSecondFactor } from "@/lib/team/security-rules";
import { streamEvents } from "@/lib/wire/stream";

export const dynamic = "force-dynamic";

/** The one long answer: server-sent events for what the asker may see, resumed from `Last-Event-ID`. */
export function GET(request: Request): Promise<Response> {
  return guarded(request, streamEvents.path, async (requestId) => {
    const actor = await requireActor(request, requestId);
    if (streamEvents.access !== "signed-in" && !may(actor.role, "chats.read"))
      throw new AppError("not_allowed");
    requireScope(actor, streamEvents);
    await requireSecondFactor(actor, streamEvents.path);
    const { searchParams } = new URL(request.url);
    const lastEventId = request.headers.get("last-event-id") ?? searchParams.get("last_event_id");
    const expected = searchParams.get("user_id");
    if (expected !== null && expected !== actor.userId) throw new AppError("not_signed_in");
    const isStillSignedIn = async () => {
      const found = await findActor(request.headers, requestId);
      return found?.role === actor.role && !(await lacksSecondFactor(found));
    };
    // A program's stream says nothing about where its person is; it ends with its token.
    const isDesk = isCookieAuthenticated(request.headers);
    const source = streamSourceOf(actor, isStillSignedIn, { isDesk });
    const signal = isDesk ? request.signal : whileSignedIn(isStillSignedIn, request.signal);
    const stream = await openEventStream({ source, lastEventId, signal });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        // Proxies that gather answers must let this one through as it comes.
        "x-accel-buffering": "no",
      },
    });
  });
}
