/** Markup that is safe to send: made only by `html` and `trusted`, so that plain text cannot slip in unescaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }
}

/** What may stand in a template: text and numbers are escaped, markup and lists of it are taken as they are. */
export type HtmlPart = string | number | Html | readonly Html[] | null

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Make text safe in an element and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

/** Write markup; everything put into it that is not markup itself is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = strings[0] ?? ''
  parts.forEach((part, index) => {
    text += render(part) + (strings[index + 1] ?? '')
  })
  return new Html(text)
}

/** Vouch for markup written in this repository, such as the drawing of a product; never for anything typed. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

function render(part: HtmlPart): string {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(item => item.text).join('')
  return escapeHtml(String(part))
}
