import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SellerPage } from "@/components/sellers/seller-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("sellers") };
}

export default async function OneSellerPage({ params }: { params: Promise<{ id: string }> }) {
  return <SellerPage sellerId={(await params).id} />;
}
