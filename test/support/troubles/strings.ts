import { CANARY, connecting, type TroubleCase } from './trouble-case'

const malformed = (what: string, uri: string, says: RegExp, hint = /looks like this/): TroubleCase => ({
  what,
  make: () => connecting(uri),
  says,
  hint,
  code: 'bad-uri'
})

const unescaped = (sign: string, code: string) =>
  malformed(
    `an unescaped ${sign} in a password`,
    `mongodb://ann:${CANARY}${sign}x@127.0.0.1:1/shop`,
    new RegExp(`The password holds “${sign}” \\(character 28 .*${code}`),
    /Write @ as %40/
  )

/** Connection strings that are wrong as they stand. */
export const stringTroubles: readonly TroubleCase[] = [
  malformed('no scheme', 'localhost:27017', /must begin with mongodb:\/\//),
  malformed('another scheme', 'http://localhost', /begins with http:\/\/, but must/),
  malformed(
    'a port that is none',
    'mongodb://127.0.0.1:port/',
    /port after the colon in “127\.0\.0\.1:port”/
  ),
  malformed('an empty host', 'mongodb://127.0.0.1,,b/', /list of hosts has an empty/),
  malformed('a port beside SRV', 'mongodb+srv://c.example.org:1/', /there must be no port/),
  malformed('an unknown option', 'mongodb://127.0.0.1/?retryWrite=true', /no option “retryWrite”/),
  malformed(
    'an odd value',
    'mongodb://127.0.0.1/?retryWrites=perhaps',
    /“retryWrites” .* value that does not fit/
  ),
  unescaped('@', '%40'),
  unescaped(':', '%3A'),
  unescaped('/', '%2F'),
  {
    what: 'an unescaped sign in a user name',
    make: () => connecting('mongodb://ann/x:y@127.0.0.1:1/shop'),
    says: /The user name holds “\/”/,
    hint: /%2F/,
    code: 'bad-uri'
  }
]
