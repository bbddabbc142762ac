/// Static-inline wrappers of libedit's variadic calls, which Swift cannot make itself.
#ifndef CASUS_EDITLINE_H
#define CASUS_EDITLINE_H

#include <histedit.h>

#endif
