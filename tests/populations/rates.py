"""How much of which trouble there is: shares of people, of companies, or of delivered rows."""

# who is where (shares of people)
IN_CRM = 0.75
IN_SURVEY = 0.45
IN_TICKETS = 0.35
DUPLICATE_CONTACT = 0.04  # of those in the CRM: a second Record ID
SECOND_RESPONSE = 0.18  # of those in the survey: another, on another day
SECOND_REQUESTER = 0.05  # of those in the tickets: two Requester IDs, one for each address
TICKETS_OF_ONE = (0.5, 0.25, 0.15, 0.1)  # one, two, three, four tickets

# who they are (shares of people)
WITHOUT_COMPANY = 0.08
COMMON_NAME = 0.02  # named as thousands are
COUPLE = 0.02  # with a common private address and telephone
TWIN = 0.006  # same last name, birth date and telephone
TWINS_SHARE_AN_ADDRESS = 0.4  # of twins
FATHER_AND_SON = 0.003  # same name, same company
NAMESAKE = 0.003  # same name, same company, no relation
MARRIED = 0.05  # of women: the last name changed
CHANGED_EMAIL_WITH_NAME = 0.8  # of those: the address too
CHANGED_JOB = 0.05  # another company before, with its address
FOREIGNER = 0.1  # of a company's people: from another country than the company
TWO_LAST_NAMES = 0.6  # of Spaniards and Portuguese

# companies (shares of companies)
SUBSIDIARY = 0.06  # of another company, under its domain
ON_FREE_MAIL = 0.06  # no domain of their own
WITH_A_SHARED_MAILBOX = 0.25  # info@ and the like, from which colleagues write
WITH_A_SWITCHBOARD = 0.2  # its number stands for colleagues

# what a row knows
BIRTH_DATE_KNOWN = 0.5  # CRM
CRM_EMAIL_MISSING = 0.06
CRM_PHONE_MISSING = 0.12
CRM_COMPANY_MISSING = 0.04
CRM_INDUSTRY_MISSING = 0.15
CRM_EMPLOYEES_MISSING = 0.25
CRM_VALUE_MISSING = 0.3
CRM_COUNTRY_MISSING = 0.05
SURVEY_EMAIL_MISSING = 0.25
SURVEY_PHONE_MISSING = 0.6
SURVEY_COMPANY_MISSING = 0.1
TICKET_EMAIL_MISSING = 0.05
TICKET_PHONE_MISSING = 0.5
TICKET_COMPANY_MISSING = 0.2

# how it is written (shares of rows)
NAME_TYPO = 0.03
ACCENTS_DROPPED = 0.3  # of names with accents
ACCENTS_MANGLED = 0.02  # of names with accents: read in the wrong encoding
SHORT_FORM = 0.3  # of first names that have one
FIRST_AND_LAST_SWAPPED = 0.01
INITIAL_ONLY = 0.03
INITIAL_ONLY_IN_SURVEY = 0.06
NAME_IN_CAPITALS = 0.015
LAST_NAME_OF_BEFORE = 0.35  # of rows of those who changed it
SECOND_LAST_NAME_DROPPED = 0.5  # of rows of those who have two
EMPLOYER_OF_BEFORE = 0.35  # of rows of those who changed jobs
PRIVATE_EMAIL = {"crm": 0.05, "survey": 0.18, "tickets": 0.1}
FROM_THE_SHARED_MAILBOX = 0.15  # of rows of those whose company has one
FROM_THE_HOUSEHOLD = 0.4  # of rows of those who share a private address: it is given
EMAIL_TYPO = 0.012
EMAIL_IN_CAPITALS = 0.05
OFFICE_NUMBER = 0.25  # of rows of those whose company has a switchboard
PHONE_WITHOUT_COUNTRY_CODE = 0.5
PHONE_TYPO = 0.015
DAY_AND_MONTH_SWAPPED = 0.02  # of birth dates where both are up to 12
COMPANY_ABBREVIATED = 0.1  # of rows of companies whose name has three words or more: their first letters
LEGAL_FORM_LEFT_OUT = 0.3
COUNTRY_MISSING = 0.1  # of survey and ticket rows
COMPANY_TYPO = 0.02
FILLED_IN_BY_ANOTHER = 0.01  # of survey rows: the receptionist's address stands below a colleague's name

# what a contact base suffers from (shares of CRM rows)
EMAIL_MALFORMED = 0.015
FREE_MAIL_DOMAIN_TYPO = 0.06  # of rows with an address of a free-mail provider
PHONE_MALFORMED = 0.015
NAME_IN_THE_COMPANY_FIELD = 0.005
CONSENT_REFUSED = 0.15
CONSENT_UNKNOWN = 0.12
UNTOUCHED_FOR_YEARS = 0.1
CHURNED = 0.12
