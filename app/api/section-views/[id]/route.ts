import { removeSectionView } from "@/lib/desk/section-views";
import { route } from "@/lib/http/route";
import { deleteSectionView } from "@/lib/wire/section-views";

export const DELETE = route(deleteSectionView, async ({ actor, params }) => {
  await removeSectionView({ actor, id: params.id });
  return null;
});
