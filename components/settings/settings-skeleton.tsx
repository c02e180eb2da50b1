import { useTranslations } from "next-intl";

/** The shape of a settings page that is still loading. */
export function SettingsSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-6 pt-2">
      {["w-2/5", "w-1/3", "w-1/2"].map((width) => (
        <div key={width} className="flex flex-col gap-3">
          <div className={`skeleton h-4 ${width}`} />
          <div className="skeleton h-9 w-full" />
          <div className="skeleton h-9 w-4/5" />
        </div>
      ))}
    </div>
  );
}
