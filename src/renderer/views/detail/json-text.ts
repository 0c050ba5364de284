import type { BsonNode } from '../../../shared/domain/detail'

/**
 * A document as relaxed Extended JSON, masked and cut as the tree is: what is not sent is `…`. Of bytes and code only what
 * the tree tells is there, as text.
 */
export function jsonText(node: BsonNode): string {
  return linesOf(node, '')
}

function linesOf(node: BsonNode, indent: string): string {
  if (node.children === null) return leafText(node)
  const isArray = node.type === 'array'
  const [open, close] = isArray ? '[]' : '{}'
  const inner = `${indent}  `
  const parts = node.children.map(child => {
    const value = linesOf(child, inner)
    return `${inner}${isArray ? value : `${JSON.stringify(child.name)}: ${value}`}`
  })
  if (node.isCut) parts.push(`${inner}${isArray ? '"…"' : '"…": "…"'}`)
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.join(',\n')}\n${indent}${close}`
}

const wrapped = (name: string, text: string) => `{ ${JSON.stringify(name)}: ${JSON.stringify(text)} }`

function leafText({ type, text, isMasked, isCut }: BsonNode): string {
  if (isMasked) return JSON.stringify(text)
  switch (type) {
    case 'null':
    case 'bool':
    case 'int':
      return text
    case 'long':
      return Number.isSafeInteger(Number(text)) ? text : wrapped('$numberLong', text)
    case 'double':
      return Number.isFinite(Number(text)) ? text : wrapped('$numberDouble', text)
    case 'decimal':
      return wrapped('$numberDecimal', text)
    case 'date':
      return wrapped('$date', text)
    case 'objectId':
      return wrapped('$oid', text)
    case 'uuid':
      return wrapped('$uuid', text)
    case 'minKey':
      return '{ "$minKey": 1 }'
    case 'maxKey':
      return '{ "$maxKey": 1 }'
    case 'undefined':
      return '{ "$undefined": true }'
    case 'symbol':
      return wrapped('$symbol', text)
    default:
      return JSON.stringify(isCut ? `${text}…` : text)
  }
}
