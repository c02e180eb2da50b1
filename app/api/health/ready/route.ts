import { checkReadiness } from "@/lib/http/readiness";

export const dynamic = "force-dynamic";

/** Everything this process needs answers too: 200, or 503 with what is down. */
export async function GET(): Promise<Response> {
  const parts = await checkReadiness();
  const isReady = Object.values(parts).every((state) => state === "ok");
  return Response.json({ status: isReady ? "ok" : "down", parts }, { status: isReady ? 200 : 503 });
}
