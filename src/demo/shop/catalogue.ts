/** One thing the shop sells. `art` is the inside of a 96 by 96 line drawing, written here and trusted. */
export interface Product {
  readonly sku: string
  readonly title: string
  readonly blurb: string
  /** In cents, of the shop's currency. */
  readonly priceCents: number
  readonly art: string
}

/** The one currency of the shop. */
export const CURRENCY = 'EUR'

/** Everything the shop sells, in the order of the front page. */
export const products: readonly [Product, ...Product[]] = [
  {
    sku: 'brass-sextant',
    title: 'Brass sextant',
    blurb: 'A three-circle instrument with seven shades, adjusted by hand and good to half a minute of arc.',
    priceCents: 68_900,
    art: '<path d="M48 16 18 70a60 60 0 0 0 60 0z"/><path d="M48 16 56 76"/><circle cx="48" cy="22" r="6"/><path d="M24 60a50 50 0 0 0 48 0"/>'
  },
  {
    sku: 'bearing-compass',
    title: 'Bearing compass',
    blurb: 'Liquid-filled, luminous, and calm in a swell. Fits a palm and survives a drop on deck.',
    priceCents: 11_900,
    art: '<circle cx="48" cy="48" r="34"/><circle cx="48" cy="48" r="26"/><path d="m48 28 8 20-8 20-8-20z"/><path d="M40 48h16"/>'
  },
  {
    sku: 'ships-barometer',
    title: "Ship's barometer",
    blurb: 'An aneroid movement in solid brass. Tap it, look grave, say nothing.',
    priceCents: 18_400,
    art: '<circle cx="48" cy="50" r="32"/><path d="M30 66a26 26 0 1 1 36 0"/><path d="m48 50 14-16"/><circle cx="48" cy="50" r="4"/><path d="M48 18v-8"/>'
  },
  {
    sku: 'storm-lantern',
    title: 'Storm lantern',
    blurb: 'Burns twenty hours on one filling and stays lit in a gale.',
    priceCents: 5_450,
    art: '<path d="M34 34h28l6 34H28z"/><path d="M30 68h36v10H30z"/><path d="M38 34v-8h20v8"/><path d="M38 26a10 10 0 0 1 20 0"/><path d="M48 44c8 8 4 16 0 16s-8-8 0-16z"/>'
  },
  {
    sku: 'spyglass',
    title: 'Three-draw spyglass',
    blurb: 'Twenty times magnification, leather barrel, and a lens cap on a chain.',
    priceCents: 9_750,
    art: '<path d="m16 66 10 14 22-15-11-15z"/><path d="m37 50 11 15 20-14-9-12z"/><path d="m59 39 9 12 14-10-6-10z"/>'
  },
  {
    sku: 'harbour-chart',
    title: 'Harbour chart',
    blurb: 'The approaches at 1:25,000 on water-resistant paper, corrected to this year.',
    priceCents: 2_900,
    art: '<path d="m16 26 20-8 24 8 20-8v52l-20 8-24-8-20 8z"/><path d="M36 18v52M60 26v52"/><path d="M24 54c8-14 16 6 24-8s14-4 22-14"/>'
  },
  {
    sku: 'log-book',
    title: 'Log book',
    blurb: 'Two hundred ruled pages sewn in cloth. Opens flat, closes with a ribbon.',
    priceCents: 1_850,
    art: '<path d="M26 16h40a6 6 0 0 1 6 6v58H32a6 6 0 0 1-6-6z"/><path d="M26 74a6 6 0 0 1 6-6h40"/><path d="M38 32h22M38 42h22"/>'
  },
  {
    sku: 'manila-rope',
    title: 'Manila rope, 20 m',
    blurb: 'Three-strand, 14 mm, whipped at both ends. Smells of the right kind of holiday.',
    priceCents: 4_200,
    art: '<ellipse cx="48" cy="30" rx="30" ry="10"/><path d="M18 30v14c0 6 13 10 30 10s30-4 30-10V30"/><path d="M18 44v14c0 6 13 10 30 10s30-4 30-10V44"/><path d="M78 58c0 16-14 12-18 22"/>'
  },
  {
    sku: 'oilskin-jacket',
    title: 'Oilskin jacket',
    blurb: 'Waxed cotton, taped seams, pockets for a chart, a knife and a sandwich.',
    priceCents: 22_500,
    art: '<path d="M36 16h24l18 14-8 14-6-4v40H32V40l-6 4-8-14z"/><path d="M40 16a8 8 0 0 0 16 0"/><path d="M48 26v54"/>'
  },
  {
    sku: 'tide-clock',
    title: 'Tide clock',
    blurb: 'One hand, one turn every 12 hours and 25 minutes. High water at the top.',
    priceCents: 7_600,
    art: '<circle cx="48" cy="48" r="34"/><path d="M48 48V24"/><path d="M22 56c6-6 12 6 18 0s12 6 18 0 12 6 16 0"/><path d="M48 14v4M48 78v4M14 48h4M78 48h4"/>'
  },
  {
    sku: 'signal-flags',
    title: 'Signal flags',
    blurb: 'The whole alphabet in polyester, with toggles, in a canvas roll.',
    priceCents: 13_300,
    art: '<path d="M22 14v68"/><path d="M22 18h52v26H22z"/><path d="m22 18 52 26M74 18 22 44"/><path d="M22 52h36l-8 11 8 11H22z"/>'
  },
  {
    sku: 'ships-bell',
    title: "Ship's bell",
    blurb: 'Cast brass, 15 cm, with a plaited lanyard. Eight strokes and the watch is yours.',
    priceCents: 8_900,
    art: '<path d="M48 14v8"/><path d="M30 66c6-8 4-16 6-26a12 12 0 0 1 24 0c2 10 0 18 6 26z"/><path d="M24 66h48"/><circle cx="48" cy="74" r="6"/><path d="M48 80v6"/>'
  }
]

const bySku = new Map(products.map(product => [product.sku, product]))

/** Find a product by what a link or a form says; null for anything the shop does not sell. */
export function selectProduct(sku: unknown): Product | null {
  return typeof sku === 'string' ? (bySku.get(sku) ?? null) : null
}

/** Say a price: `€ 689.00`. */
export function formatPrice(cents: number): string {
  return `€ ${(cents / 100).toFixed(2).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`
}
