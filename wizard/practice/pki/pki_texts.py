"""What a practice router prints of keys and certificates, each text with where it was read."""

from wizard.practice.texts import MEMORY, Text

KEY_NAME = Text(text="The name for the keys will be: {label}\n", source="A3.6 [T L2]")
KEY_MADE = Text(
    text="\n% The key modulus size is {bits} bits\n"
    "% Generating {bits} bit RSA keys, keys will be {how}...\n"
    "[OK] (elapsed time was 5 seconds)\n\n",
    source="A3.6 [T L2]",
)
KEY_SIZE = Text(
    text="Choose the size of the key modulus in the range of 360 to 4096 for your\n"
    "  General Purpose Keys. Choosing a key modulus greater than 512 may take\n"
    "  a few minutes.\n"
    "\n"
    "How many bits in the modulus [512]: ",
    source="A3.6 [T V10]",
)
KEY_MADE_WHEN_ASKED = Text(
    text="% Generating {bits} bit RSA keys, keys will be {how}...[OK]\n\n", source="A3.6 [T V10]"
)
KEY_IS_THERE = Text(text="% You already have RSA keys defined named {label}.\n", source="A3.6 [T U2]")
KEY_REPLACED = Text(text="% They will be replaced.\n", source="A3.6 [T U2]")
KEY_REPLACE = Text(text="% Do you really want to replace them? [yes/no]: ", source="A3.6 [C G2]")
KEY_SHOWN = Text(
    text="% Key pair was generated at: {time}\n"
    "Key name: {label}\n"
    "Key type: RSA KEYS\n"
    " Storage Device: private-config\n"
    " Usage: General Purpose Key\n"
    " Key is {how}exportable.\n"
    " Key Data:\n"
    "{rows}",
    source=MEMORY,
)
NO_TRUSTPOINT = Text(text="% CA server trustpoint is not known\n", source="A3.6 [C G2]", about="its beginning")
NO_ANSWER_OF_THE_AUTHORITY = Text(
    text="% Error in receiving Certificate Authority certificate: status = FAIL, cert length = 0\n\n", source="A3.6"
)
LOG_NO_ANSWER = Text(text="%PKI-3-SOCKETSEND: Failed to send out message to CA server.", source="A3.6 [T L2]")
PASTE_AUTHORITY = Text(
    text="\nEnter the base 64 encoded CA certificate.\n"
    'End with a blank line or the word "quit" on a line by itself\n\n',
    source="A3.6 [T L2]",
)
NO_CERTIFICATE = Text(text="% Error in saving certificate: status = FAIL\n\n", source="A3.6, finding 9 [T X1]")
ATTRIBUTES = Text(
    text="Certificate has the following attributes:\n       Fingerprint MD5: {md5}\n      Fingerprint SHA1: {sha1}\n\n",
    source="A3.6 [T L2]",
)
ACCEPT = Text(text="% Do you accept this certificate? [yes/no]: ", source="A3.6 [T L2]")
AUTHORITY_ACCEPTED = Text(
    text="Trustpoint CA certificate accepted.\n% Certificate successfully imported\n\n", source="A3.6 [T L2]"
)
FINGERPRINT_FITS = Text(
    text="Trustpoint Fingerprint: {wanted}\nCertificate validated - fingerprints matched.\n", source=MEMORY
)
FINGERPRINT_DIFFERS = Text(
    text="Trustpoint Fingerprint: {wanted}\n"
    "% Fingerprint mismatch - certificate rejected.\n"
    "% Error in saving certificate: status = FAIL\n\n",
    source=MEMORY,
)
FINGERPRINT_MISSING = Text(
    text="Trustpoint fingerprint must be supplied.\n"
    "Trustpoint CA certificate is rejected. Abort.\n"
    "% Error in saving certificate: status = FAIL\n\n",
    source="finding 9 [T X1]",
)
AUTHENTICATE_FIRST = Text(
    text="% You must authenticate the Certificate Authority before\nyou can enroll with it.\n", source=MEMORY
)
ENROLLING = Text(text="% Start certificate enrollment .. \n\n", source="A3.6 [T L2]")
SUBJECT_INCLUDES = Text(text="% The subject name in the certificate will include: {name}\n", source="A3.6 [T L2]")
INCLUDE_SERIAL = Text(
    text="% Include the router serial number in the subject name? [yes/no]: ", source="A3.6 [T V11][C G2]"
)
INCLUDE_ADDRESS = Text(text="% Include an IP address in the subject name? [no]: ", source="A3.6 [T V11][C G2]")
DISPLAY_REQUEST = Text(text="Display Certificate Request to terminal? [yes/no]: ", source="A3.6 [T L2]")
REQUEST = Text(
    text="Certificate Request follows:\n\n{rows}\n\n---End - This line not part of the certificate request---\n\n",
    source="A3.6 [T L2]",
)
REDISPLAY = Text(text="Redisplay enrollment request? [yes/no]: ", source="A3.6 [T L2]")
CHALLENGE = Text(
    text="%\n% Create a challenge password. You will need to verbally provide this\n"
    "   password to the CA Administrator in order to revoke your certificate.\n"
    "   For security reasons your password will not be saved in the configuration.\n"
    "   Please make a note of it.\n\n",
    source="A3.6",
    about="its first words",
)
CHALLENGE_PASSWORD = Text(text="Password: ", source="A3.6")
CHALLENGE_AGAIN = Text(text="Re-enter password: ", source="A3.6")
REQUEST_FROM_AUTHORITY = Text(text="Request certificate from CA? [yes/no]: ", source="A3.6")
REQUEST_SENT = Text(
    text="% Certificate request sent to Certificate Authority\n"
    "% The 'show crypto pki certificate verbose {name}' command will show the fingerprint.\n\n",
    source="A3.6",
    about="its first row",
)
PASTE_CERTIFICATE = Text(
    text='\nEnter the base 64 encoded certificate.\nEnd with a blank line or the word "quit" on a line by itself\n\n',
    source="A3.6 [T L2]",
)
IMPORTED = Text(text="% Router Certificate successfully imported\n\n", source="A3.6 [T L2]")
IMPORT_FAILED = Text(text="% Failed to parse or verify imported certificate\n\n", source=MEMORY)
TRUSTPOINT = Text(text="Trustpoint {name}:\n", source=MEMORY)
TRUSTPOINT_CERTIFICATE = Text(
    text="  {title} certificate configured:\n"
    "    Subject Name:\n"
    "     {subject}\n"
    "    Fingerprint MD5: {md5}\n"
    "    Fingerprint SHA1: {sha1}\n",
    source=MEMORY,
)
TRUSTPOINT_STATE = Text(
    text="  State:\n"
    "    Keys generated ............. {keys}\n"
    "    Issuing CA authenticated ....... {authenticated}\n"
    "    Certificate request(s) ..... {requests}\n\n",
    source="A3.6 [T G1]",
)
CERTIFICATE = Text(
    text="{title}\n"
    "  Status: Available\n"
    "  Certificate Serial Number (hex): {serial}\n"
    "  Certificate Usage: General Purpose\n"
    "  Issuer: \n"
    "    {issuer}\n"
    "  Subject:\n"
    "    {subject}\n"
    "  Validity Date: \n"
    "    start date: {start}\n"
    "    end   date: {end}\n"
    "  Associated Trustpoints: {name} \n\n",
    source="A3.6 [T Y1]",
    about="all but its status and dates",
)
CERTIFICATE_AT_LENGTH = Text(
    text="{title}\n"
    "  Status: Available\n"
    "  Version: 3\n"
    "  Certificate Serial Number (hex): {serial}\n"
    "  Certificate Usage: General Purpose\n"
    "  Issuer: \n"
    "    {issuer}\n"
    "  Subject:\n"
    "    {subject}\n"
    "  Validity Date: \n"
    "    start date: {start}\n"
    "    end   date: {end}\n"
    "  Subject Key Info:\n"
    "    Public Key Algorithm: {algorithm}\n"
    "    Public Key: ({bits} bit)\n"
    "  Signature Algorithm: {signature}\n"
    "  Fingerprint MD5: {md5} \n"
    "  Fingerprint SHA1: {sha1} \n"
    "{usages}"
    "  Associated Trustpoints: {name} \n\n",
    source="flexvpn.md 6.6 [SEED][GENIE]",
    about="how key and signature are named; fewer rows than a router prints",
)
EXTENDED_USAGES = Text(text="    Extended Key Usage:\n{rows}", source="flexvpn.md 6.6 [SEED][GENIE]")
EXTENDED_USAGE = Text(text="        {usage}\n", source="flexvpn.md 6.6 [SEED][GENIE]")
