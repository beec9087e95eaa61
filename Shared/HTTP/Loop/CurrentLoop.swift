import Glibc

/// The loop whose thread this is; a thread-specific value, for Swift has no thread-local storage.
var currentLoop: UnsafeMutableRawPointer? {
    get { pthread_getspecific(currentLoopKey) }
    set { pthread_setspecific(currentLoopKey, newValue) }
}

private let currentLoopKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
}()
