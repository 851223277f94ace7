/* Symbol visibility. Every public function carries FOS_API; nothing else is exported. */
#ifndef FOS_EXPORT_H
#define FOS_EXPORT_H

#if defined(_WIN32) && !defined(FOS_STATIC)
#if defined(FOS_BUILDING)
#define FOS_API __declspec(dllexport)
#else
#define FOS_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define FOS_API __attribute__((visibility("default")))
#else
#define FOS_API
#endif

#ifdef __cplusplus
#define FOS_BEGIN_DECLS extern "C" {
#define FOS_END_DECLS }
#else
#define FOS_BEGIN_DECLS
#define FOS_END_DECLS
#endif

#endif
