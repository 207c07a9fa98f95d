"""str.format: what is wrong with templates."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for template in ("{", "}", "{}{1}", "{1}{}", "{2}", "{x}", "{!x}", "{!}", "{!r", "{0!rx}", "{0", "{:", "{0[}", "{0.}", "{0[]}", "{0[1}", "{0[1]x}", "a}b", "{0!", "{:{:{}}}", "{0.nope}", "{0[zz]}", "{ 0}", "{0:d}{"):
    attempt(template.format, "arg", 1)
