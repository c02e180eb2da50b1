import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProductPage } from "@/components/products/product-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("products"))("one") };
}

export default async function OneProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ProductPage key={id} productId={id} />;
}
