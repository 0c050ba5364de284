import type { ErrorRequestHandler, RequestHandler } from 'express'
import { FormExpiredError } from '../csrf'
import { StoreAwayError } from '../guarded-store'
import { renderBareNotice } from '../pages/notice'

const REPEAT_AFTER_SECONDS = '3'

/** The last route: nothing here by that name. */
export const sendNotFound: RequestHandler = (_request, response) => {
  const sentence = 'There is no such page in this shop. It may have been taken off the shelf.'
  response.status(404).type('html').send(renderBareNotice('Not found', sentence))
}

/** Turn whatever went wrong into a page with a sentence; `report` hears of bugs only, never of an expected failure. */
export function createErrorPage(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    // A session that could not be saved is told of after the page has gone out; there is nobody left to tell.
    if (response.headersSent) {
      response.end()
      return
    }
    // Express would try to save this session at the end of the answer, and wait for the database once more.
    Reflect.deleteProperty(request, 'session')
    const page = pageFor(error)
    if (page === null) report(error)
    const { status, title, sentence } = page ?? broken
    if (status === 503) response.set('Retry-After', REPEAT_AFTER_SECONDS)
    response.status(status).type('html').send(renderBareNotice(title, sentence))
  }
}

interface ErrorPage {
  readonly status: number
  readonly title: string
  readonly sentence: string
}

const broken: ErrorPage = {
  status: 500,
  title: 'Something broke',
  sentence: 'The shop made a mistake and has written it down. Please try again.'
}

function pageFor(error: unknown): ErrorPage | null {
  if (error instanceof StoreAwayError) {
    const sentence =
      'The shop cannot reach its database just now. Nothing is lost; please try again in a moment.'
    return { status: 503, title: 'Back in a moment', sentence }
  }
  if (error instanceof FormExpiredError) {
    const sentence =
      'This form has expired, or was not written by this shop. Please go back and send it again.'
    return { status: 403, title: 'Please try again', sentence }
  }
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (status < 400 || status > 499) return null
  return { status, title: 'Not understood', sentence: 'The shop could not understand this request.' }
}
