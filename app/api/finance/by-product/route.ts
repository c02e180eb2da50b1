import { financeByProduct } from "@/lib/finance/grouped";
import { route } from "@/lib/http/route";
import { listFinanceByProduct } from "@/lib/wire/finance";

export const GET = route(listFinanceByProduct, ({ actor, query }) => financeByProduct({ actor, query }));
