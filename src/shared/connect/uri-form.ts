import { ConnectionString } from 'mongodb-connection-string-url'

export const schemes = ['mongodb', 'mongodb+srv'] as const

/** URI options that have a field of their own, as MongoDB spells them. */
export const formOptions = [
  'directConnection',
  'replicaSet',
  'authMechanism',
  'authSource',
  'authMechanismProperties',
  'tls',
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
  'tlsInsecure',
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'readPreference',
  'retryWrites',
  'proxyHost',
  'proxyPort',
  'proxyUsername',
  'proxyPassword'
] as const
export type FormOption = (typeof formOptions)[number]

/** A connection string taken apart, everything decoded: what the form beside the string shows. */
export interface UriForm {
  readonly scheme: (typeof schemes)[number]
  /** Each with its port, where it has one. */
  readonly hosts: readonly string[]
  readonly user: string
  readonly password: string
  /** Empty: the string names none. */
  readonly database: string
  /** Those that the string sets; an empty value is not among them. */
  readonly options: Readonly<Partial<Record<FormOption, string>>>
  /** All other options in their order, kept as they are. */
  readonly others: readonly (readonly [name: string, value: string])[]
}

/** What a form shows before there was any string to read. */
export const emptyForm: UriForm = {
  scheme: 'mongodb',
  hosts: ['localhost:27017'],
  user: '',
  password: '',
  database: '',
  options: {},
  others: []
}

/** The driver takes names in any case, and an older name for one of them. */
const optionNames = new Map<string, FormOption>([
  ...formOptions.map(name => [name.toLowerCase(), name] as const),
  ['ssl', 'tls']
])

/** Null for a string that cannot be taken apart, or not without losing some of it. */
export function readUri(uri: string): UriForm | null {
  try {
    const parsed = new ConnectionString(uri.trim())
    if (parsed.hash !== '') return null
    return {
      scheme: parsed.isSRV ? 'mongodb+srv' : 'mongodb',
      hosts: parsed.hosts,
      user: decodeURIComponent(parsed.username),
      password: decodeURIComponent(parsed.password),
      database: decodeURIComponent(parsed.pathname.slice(1)),
      ...sortOptions([...parsed.searchParams])
    }
  } catch {
    return null
  }
}

function sortOptions(pairs: readonly (readonly [string, string])[]): Pick<UriForm, 'options' | 'others'> {
  const options: Partial<Record<FormOption, string>> = {}
  const others: (readonly [string, string])[] = []
  for (const [name, value] of pairs) {
    const known = optionNames.get(name.toLowerCase())
    // A second value of the same option is for the driver to refuse, not for us to lose.
    if (known === undefined || value === '' || options[known] !== undefined) others.push([name, value])
    else options[known] = value
  }
  return { options, others }
}

/** The string that a form stands for. Never throws: a form that is half filled in makes half a string. */
export function writeUri({ scheme, hosts, user, password, database, options, others }: UriForm): string {
  const secret = password === '' ? '' : `:${encode(password)}`
  const account = user === '' && secret === '' ? '' : `${encode(user)}${secret}@`
  const pairs = [
    ...formOptions.flatMap(name => (options[name] ? [[name, options[name]] as const] : [])),
    ...others
  ].map(([name, value]) => `${encodeOption(name)}=${encodeOption(value)}`)
  const query = pairs.length === 0 ? '' : `?${pairs.join('&')}`
  const path = database === '' && query === '' ? '' : `/${encode(database)}`
  return `${scheme}://${account}${hosts.join(',')}${path}${query}`
}

/** Half a character, as it may be pasted, has no code. */
const encode = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))

/** These mean nothing in an option, and a path or `$external` is easier to read with them. */
const encodeOption = (text: string) =>
  encode(text).replace(/%(24|2C|2F|3A)/g, code => decodeURIComponent(code))

/** The form with an option set, or taken out where empty. */
export function withOption(form: UriForm, name: FormOption, value: string): UriForm {
  const { [name]: _, ...options } = form.options
  const others = form.others.filter(([other]) => optionNames.get(other.toLowerCase()) !== name)
  return { ...form, options: value === '' ? options : { ...options, [name]: value }, others }
}
