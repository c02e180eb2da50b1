import { answerAuth } from "@/lib/http/auth-route";

export const dynamic = "force-dynamic";

export const GET = answerAuth;
export const POST = answerAuth;
